/** A certificate of its own for loopback, so that clients can be made to trust it and nothing else. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'

export interface Certificate {
  readonly key: string
  readonly certificate: string
}

let made: Promise<Certificate> | null = null

/** Made once a process. */
export function throwAwayCertificate(): Promise<Certificate> {
  made ??= make()
  return made
}

async function make(): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  })
  return { key, certificate: cert }
}

export interface CertificateFile {
  /** For NODE_EXTRA_CA_CERTS. */
  readonly path: string
  readonly remove: () => Promise<void>
}

export async function writeCertificate({ certificate }: Certificate): Promise<CertificateFile> {
  const folder = await mkdtemp(join(tmpdir(), 'lb502-certificate-'))
  const path = join(folder, 'fake.pem')
  await writeFile(path, certificate)
  return { path, remove: () => rm(folder, { recursive: true, force: true }) }
}
