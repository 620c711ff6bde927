/** A server on loopback that takes what a scheduled function writes: state in S3, messages, events and webhooks. */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly path: string
  /** As it came: JSON, or a form. */
  readonly body: string
}

export interface Receiver {
  readonly url: string
  readonly received: readonly Received[]
  /** Objects of S3 by their path. */
  readonly objects: Map<string, string>
  readonly close: () => Promise<void>
}

interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** `refuses`: paths that answer 500. */
export async function startReceiver(refuses: () => readonly string[] = () => []): Promise<Receiver> {
  const received: Received[] = []
  const objects = new Map<string, string>()
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { status, headers, body: answer } = replyTo(request, body)
      response.writeHead(status, headers).end(answer)
    })
  })

  const replyTo = ({ method, url: path = '', headers }: IncomingMessage, body: string): Reply => {
    if (path.startsWith('/state/')) return method === 'PUT' ? put(path, body, headers) : get(path)
    received.push({ path, body })
    if (refuses().some((refused) => path.startsWith(refused))) return { status: 500 }
    if (body.startsWith('Action=Publish') || /(^|&)Action=Publish(&|$)/.test(body)) return published
    if (headers['x-amz-target'] === 'AWSEvents.PutEvents') return json({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] })
    return { status: 200 }
  }

  const get = (path: string): Reply => {
    const text = objects.get(bare(path))
    if (text !== undefined) return { status: 200, headers: { etag: etagOf(text) }, body: text }
    return { status: 404, headers: { 'content-type': 'application/xml' }, body: '<Error><Code>NoSuchKey</Code></Error>' }
  }

  /** As S3 does: only if the object is the one that the writer saw, or there is none where he saw none. */
  const put = (path: string, body: string, headers: IncomingMessage['headers']): Reply => {
    const there = objects.get(bare(path))
    const isExpected =
      headers['if-none-match'] === '*' ? there === undefined : there !== undefined && etagOf(there) === headers['if-match']
    if (!isExpected)
      return {
        status: 412,
        headers: { 'content-type': 'application/xml' },
        body: '<Error><Code>PreconditionFailed</Code></Error>',
      }
    objects.set(bare(path), body)
    return { status: 200, headers: { etag: etagOf(body) } }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    objects,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const published: Reply = {
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body: '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>',
}

function json(value: unknown): Reply {
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(value) }
}

/** Without the query that the SDK adds. */
function bare(path: string): string {
  return path.split('?', 1)[0] ?? path
}

function etagOf(text: string): string {
  return `"${createHash('md5').update(text).digest('hex')}"`
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
