/** Whoever alerts go to, on loopback: SNS, EventBridge and webhooks, told apart by how they are spoken to. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Message {
  /** `sns`, `eventbridge`, or the path of a webhook. */
  readonly to: string
  readonly body: string
}

export interface Inbox {
  readonly url: string
  readonly messages: Message[]
  readonly close: () => Promise<void>
}

export async function startInbox(): Promise<Inbox> {
  const messages: Message[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const to = addressee(request)
    messages.push({ to, body: Buffer.concat(chunks).toString('utf8') })
    response.end(answers.get(to) ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function addressee({ headers, url = '/' }: IncomingMessage): string {
  const [, service = ''] = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? []
  if (service === 'sns') return 'sns'
  return service === 'events' ? 'eventbridge' : url.slice(1)
}

const answers: ReadonlyMap<string, string> = new Map([
  ['sns', '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>'],
  ['eventbridge', '{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}'],
])
