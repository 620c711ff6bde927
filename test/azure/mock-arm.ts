/** Resource Manager behind the real pipeline: requests are answered from a table, and no socket is opened. */
// Loaded with it, so that loading it is on no test's clock: the first call of a run would wait for it.
import '@azure/arm-network'
import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
  RestError,
} from '@azure/core-rest-pipeline'
import type { TokenCredential } from '@azure/identity'

export interface Sent {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly authorization: string | undefined
}

export class Reply {
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>

  /** A text is sent as it is, anything else as JSON. */
  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    this.status = status
    this.body = body
    this.headers = headers
  }
}

/** A body, a whole reply, a network error, or what decides; undefined never answers. */
type Answer = unknown

/** By `METHOD path`, in any case: an answer, or a function that gives one. What is not in it is not found. */
export type Table = Readonly<Record<string, Answer | ((sent: Sent) => Answer)>>

export interface MockedArm {
  readonly httpClient: HttpClient
  readonly credential: TokenCredential
  /** Every request, retries and polls included, in order. */
  readonly sent: readonly Sent[]
  /** What tokens were asked for. */
  readonly scopes: readonly string[]
}

/** `gate` may hold each answer back. */
export function mockArm(table: Table, gate?: (sent: Sent) => Promise<void>): MockedArm {
  const answers = new Map(Object.entries(table).map(([key, answer]) => [key.toLowerCase(), answer]))
  const sent: Sent[] = []
  const scopes: string[] = []
  return {
    sent,
    scopes,
    credential: {
      getToken: async (scope) => {
        scopes.push(String(scope))
        return { token: 'token', expiresOnTimestamp: Date.now() + 3_600_000 }
      },
    },
    httpClient: {
      sendRequest: async (request) => {
        const { pathname, searchParams } = new URL(request.url)
        const one: Sent = {
          method: request.method,
          path: decodeURIComponent(pathname),
          query: Object.fromEntries(searchParams),
          authorization: request.headers.get('authorization'),
        }
        sent.push(one)
        await gate?.(one)
        const key = `${one.method} ${one.path}`.toLowerCase()
        const found = answers.has(key) ? answers.get(key) : notFound(one.path)
        const answer = typeof found === 'function' ? found(one) : found
        if (answer === undefined) return never(request)
        if (answer instanceof Error) throw answer
        return responseOf(answer instanceof Reply ? answer : new Reply(200, answer), request)
      },
    },
  }
}

function responseOf({ status, body, headers }: Reply, request: PipelineRequest): PipelineResponse {
  const bodyAsText = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers: createHttpHeaders(headers), request, bodyAsText }
}

function never(request: PipelineRequest): Promise<PipelineResponse> {
  return new Promise((_, reject) => {
    request.abortSignal?.addEventListener('abort', () => reject(new Error('aborted')))
  })
}

export function notFound(path: string): Reply {
  return refusal(404, 'ResourceNotFound', `The Resource '${path}' was not found.`)
}

export function refusal(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return new Reply(status, { error: { code, message } }, headers)
}

export function denied(action: string, scope = '/subscriptions/x'): Reply {
  return refusal(
    403,
    'AuthorizationFailed',
    `The client 'oncall@example.com' with object id '5' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid.`,
  )
}

/** As the pipeline reports what the network underneath does. */
export function networkError(code: string): RestError {
  return new RestError(`${code} happened`, { code })
}
