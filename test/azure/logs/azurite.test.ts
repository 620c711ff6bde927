/**
 * The blob reader against Azurite, Microsoft's own imitation of storage: append blobs that grow, and requests as the service means
 * them. Not a dependency, for it brings two hundred megabytes: `.ci/run` installs it beside the project, and so does
 * `npx -y -p azurite@3.35 -c 'vitest run test/azure/logs/azurite.test.ts'`.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TokenCredential } from '@azure/identity'
import { ContainerClient } from '@azure/storage-blob'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openContainer } from '../../../src/azure/logs/blob-client.ts'
import { collectAzureLogs } from '../../../src/azure/logs/index.ts'
import type { LogReading } from '../../../src/core/traffic.ts'
import { throwAwayCertificate } from '../../fakes/azure/certificate.ts'
import { gatewayLine } from '../../fakes/logs/app-gateway-lines.ts'
import { gatewayId } from '../../scenarios/azure-worlds/ids.ts'
import { minute } from '../../scenarios/world.ts'
import { rows, window } from './shop.ts'

const folder = await mkdtemp(join(tmpdir(), 'lb502-azurite-'))
const name = `resourceId=${gatewayId.toUpperCase()}/y=2026/m=11/d=20/h=13/m=00/PT1H.json`
const { signal } = new AbortController()
let server: ChildProcess | null = null
let url: string | null = null

const absent = 'SKIPPED: azurite-blob is not on the PATH, or does not start; .ci/run installs it'

beforeAll(async () => {
  const { key, certificate } = await throwAwayCertificate()
  await Promise.all([writeFile(join(folder, 'key.pem'), key), writeFile(join(folder, 'cert.pem'), certificate)])
  const options = [
    '--blobHost',
    '127.0.0.1',
    '--blobPort',
    '0',
    '--oauth',
    'basic',
    '--inMemoryPersistence',
    '--disableTelemetry',
  ]
  const tls = ['--cert', join(folder, 'cert.pem'), '--key', join(folder, 'key.pem')]
  // The service accepts versions of its API that its imitation has not heard of yet.
  server = spawn('azurite-blob', [...options, ...tls, '--skipApiVersionCheck'], { stdio: ['ignore', 'pipe', 'inherit'] })
  url = await addressOf(server)
  if (url === null) process.stderr.write(`${absent}\n`)
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
}, 60_000)

afterAll(async () => {
  server?.kill()
  await rm(folder, { recursive: true, force: true })
})

/** Where the server listens; null when there is no such command, or it cannot run. */
function addressOf(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    child.on('error', () => resolve(null))
    child.on('exit', () => resolve(null))
    if (child.stdout === null) return resolve(null)
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /listens on (https:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1]
      if (address !== undefined) resolve(address)
    })
  })
}

/** A token that says what a real one would; Azurite does not look at the signature. */
const credential: TokenCredential = {
  getToken: async () => {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      aud: 'https://storage.azure.com',
      iss: 'https://sts.windows.net/ab1f708d-50f6-404c-a006-d71b2ac7a606/',
      iat: now,
      nbf: now,
      exp: now + 3600,
    }
    const encoded = [{ alg: 'none', typ: 'JWT' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    return { token: `${encoded.join('.')}.x`, expiresOnTimestamp: (now + 3600) * 1000 }
  },
}

/** The container that a diagnostic setting writes to, with the hour's file so far. */
async function written(endpoint: string, lines: readonly string[]): Promise<ContainerClient> {
  const container = new ContainerClient(`${endpoint}/devstoreaccount1/insights-logs-applicationgatewayaccesslog`, credential)
  await container.createIfNotExists()
  const blob = container.getAppendBlobClient(name)
  await blob.create()
  for (const line of lines) await blob.appendBlock(`${line}\n`, Buffer.byteLength(line) + 1)
  return container
}

describe('blobs in Azurite', () => {
  it('are read whole, and a growing one as far as it was when it was listed', async (context) => {
    if (url === null) return context.skip(absent)
    const half = rows.length / 2
    const text = rows.map(gatewayLine)
    const container = await written(url, [text.slice(0, half).join('\n'), text.slice(half).join('\n')])

    const records = await collectAzureLogs({
      ...{ gatewayId, window, now: new Date(window.to), generation: 'v2', cloud: 'public', credential, signal },
      logs: { kind: 'container', url: container.url },
      settings: { ok: true, output: { value: [] } },
      ask: async () => ({ ok: false, gap: 'denied', code: 'AuthorizationFailed', message: 'nobody to ask' }),
    })
    expect(records).toMatchObject([{ outcome: { ok: true } }])
    const [record] = records
    const reading = record?.outcome.ok ? (record.outcome.output as LogReading) : null
    expect(reading).toMatchObject({
      objects: { listed: 1, read: 1, failed: 0 },
      digest: { lines: { parsed: rows.length, malformed: 0 } },
    })

    const opened = openContainer(container.url, { credential, signal })
    const [listed] = await opened.list(name)
    if (listed === undefined) throw new Error('the blob is not listed')
    const later = `${gatewayLine({ time: minute(59, 0) })}\n`
    await container.getAppendBlobClient(name).appendBlock(later, Buffer.byteLength(later))
    const chunks: Uint8Array[] = []
    for await (const chunk of await opened.open(listed)) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe(`${text.join('\n')}\n`)
  }, 60_000)

  it('in a container that is not there are a gap', async (context) => {
    if (url === null) return context.skip(absent)
    await expect(openContainer(`${url}/devstoreaccount1/nothing-here`, { credential, signal }).list('')).rejects.toMatchObject({
      ...{ code: 'ContainerNotFound', statusCode: 404 },
    })
  })
})
