/** The managed identity of a web app: an endpoint that hands out tokens over http, each for one audience. */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Plane } from './refusals.ts'

const audiences: Readonly<Record<Plane, readonly string[]>> = {
  arm: [
    'https://management.azure.com',
    'https://management.core.windows.net',
    'https://management.usgovcloudapi.net',
    'https://management.core.usgovcloudapi.net',
    'https://management.chinacloudapi.cn',
    'https://management.core.chinacloudapi.cn',
  ],
  storage: ['https://storage.azure.com'],
  logs: [
    'https://api.loganalytics.io',
    'https://api.loganalytics.azure.com',
    'https://api.loganalytics.us',
    'https://api.loganalytics.azure.cn',
  ],
}

export interface Identity {
  /** For IDENTITY_ENDPOINT and IDENTITY_HEADER. */
  readonly endpoint: string
  readonly header: string
  /** How often a token was asked for, by audience. */
  readonly asked: readonly string[]
  /** Whether the value of an Authorization header is a token of ours for that plane. */
  readonly admits: (authorization: string | undefined, plane: Plane) => boolean
  readonly close: () => Promise<void>
}

/** Starts the endpoint on a free port. */
export async function startIdentity(): Promise<Identity> {
  const header = randomUUID()
  const tokens = new Map<string, string>()
  const asked: string[] = []

  const answer = (url: string, given: unknown): readonly [status: number, body: unknown] => {
    const { pathname, searchParams } = new URL(url, 'http://fake')
    const resource = searchParams.get('resource')
    if (pathname !== '/msi/token' || resource === null || searchParams.get('api-version') !== '2019-08-01') {
      return [400, { statusCode: 400, message: 'Unsupported request' }]
    }
    if (given !== header) return [401, { statusCode: 401, message: 'The X-IDENTITY-HEADER is missing or wrong' }]
    const token = `token-${tokens.size + 1}-${randomUUID()}`
    tokens.set(token, resource.replace(/\/+$/, ''))
    asked.push(resource)
    const expires_on = String(Math.floor(Date.now() / 1000) + 24 * 3600)
    const client_id = '5F3C1A52-0000-4000-8000-000000000003'
    return [200, { access_token: token, expires_on, resource, token_type: 'Bearer', client_id }]
  }
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const [status, body] = answer(request.url ?? '/', request.headers['x-identity-header'])
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  const server = createServer(serve)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/msi/token`,
    header,
    asked,
    admits: (authorization, plane) => {
      const audience = tokens.get(/^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '')
      return audience !== undefined && audiences[plane].includes(audience)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
