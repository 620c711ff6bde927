/** A server that answers from a script and stands where AWS would, reached through the SDK's own AWS_ENDPOINT_URL. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { vi } from 'vitest'

export interface ScriptedServer {
  /** `METHOD path` and body of each request so far. */
  readonly requests: readonly { readonly line: string; readonly body: string }[]
  readonly close: () => Promise<void>
}

export type Reply = (request: IncomingMessage, response: ServerResponse, index: number) => void

/** Starts the server, and points the SDK's environment at it until the test's environment is restored. */
export async function serveAws(reply: Reply): Promise<ScriptedServer> {
  const requests: { line: string; body: string }[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    requests.push({ line: `${request.method} ${request.url}`, body: Buffer.concat(parts).toString() })
    reply(request, response, requests.length - 1)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${port}`)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  vi.stubEnv('AWS_REGION', 'eu-west-1')
  vi.stubEnv('AWS_PROFILE', undefined)
  return {
    requests,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The reply of the Query protocol with this result inside. */
export function xml(response: ServerResponse, action: string, result: string): void {
  response.writeHead(200, { 'content-type': 'text/xml' })
  response.end(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`)
}

/** The refusal of the Query protocol. */
export function xmlError(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { 'content-type': 'text/xml' })
  response.end(
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  )
}
