/** A bucket and a container at once, on loopback: objects under names, written on conditions, as S3 and as Blob Storage. */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ObjectStore {
  readonly url: string
  /** Texts by path. */
  readonly objects: Map<string, string>
  readonly close: () => Promise<void>
}

export async function startObjectStore(): Promise<ObjectStore> {
  const objects = new Map<string, string>()
  const server = createServer((request, response) => {
    serve(objects, request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function serve(objects: Map<string, string>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await textOf(request)
  const path = new URL(request.url ?? '/', 'http://fake').pathname
  const isBlob = request.headers['x-ms-version'] !== undefined
  const there = objects.get(path)
  if (request.method === 'GET') {
    if (there === undefined) return refuse(response, 404, isBlob ? 'BlobNotFound' : 'NoSuchKey')
    response.writeHead(200, { etag: etagOf(there), 'content-length': Buffer.byteLength(there) }).end(there)
    return
  }
  if (request.method !== 'PUT') return refuse(response, 405, 'MethodNotAllowed')
  const { 'if-match': match, 'if-none-match': noneMatch } = request.headers
  if (noneMatch === '*' && there !== undefined) {
    return isBlob ? refuse(response, 409, 'BlobAlreadyExists') : refuse(response, 412, 'PreconditionFailed')
  }
  if (match !== undefined && (there === undefined || match !== etagOf(there))) {
    return refuse(response, 412, isBlob ? 'ConditionNotMet' : 'PreconditionFailed')
  }
  const text = contentOf(request, body)
  objects.set(path, text)
  response.writeHead(isBlob ? 201 : 200, { etag: etagOf(text) }).end()
}

/** S3's clients may send a body in signed chunks: lengths in hexadecimal, each before its bytes, and a checksum at the end. */
function contentOf({ headers }: IncomingMessage, body: string): string {
  if (!String(headers['content-encoding']).includes('aws-chunked')) return body
  const [, length = '0', rest = ''] = /^([0-9a-f]+)[^\r]*\r\n([\s\S]*)$/.exec(body) ?? []
  return Buffer.from(rest).subarray(0, Number.parseInt(length, 16)).toString()
}

function etagOf(text: string): string {
  return `"${createHash('md5').update(text).digest('hex')}"`
}

function refuse(response: ServerResponse, status: number, code: string): void {
  const headers = { 'content-type': 'application/xml', 'x-ms-error-code': code }
  response.writeHead(status, headers).end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
