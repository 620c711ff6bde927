/** Resource Manager over HTTPS: the SDK's pipeline with its authentication, its retries and its proxies, and the bodies as they came. */
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpClient,
  type PipelineResponse,
  retryPolicy,
} from '@azure/core-rest-pipeline'
import type { TokenCredential } from '@azure/identity'
import { tool } from '../core/tool.ts'
import { retryAfter } from './retry-after.ts'

/** One request and its answer, whatever its status. Rejects when nobody answers, or without a token. */
export type Send = (method: 'GET' | 'POST', url: string, signal: AbortSignal) => Promise<PipelineResponse>

export interface ConnectionSettings {
  readonly credential: TokenCredential
  /** Whom tokens are for: `https://management.azure.com/.default`. */
  readonly scope: string
  /** Left out: Node's own, with connections kept alive. */
  readonly httpClient?: HttpClient | undefined
}

const timeoutMilliseconds = 20_000
const retries = { maxRetries: 3, retryDelayInMs: 400, maxRetryDelayInMs: 4000 }

/** Waits between attempts while the object is being changed. */
const busyRetries = 4
const busyMilliseconds = 2000

export function connect({ credential, scope, httpClient = createDefaultHttpClient() }: ConnectionSettings): Send {
  const pipeline = createPipelineFromOptions({
    userAgentOptions: { userAgentPrefix: `${tool.name}/${tool.version}` },
    retryOptions: retries,
  })
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: scope }))
  pipeline.addPolicy({ ...waitWhileBusy(), name: 'waitWhileBusy' }, { phase: 'Deserialize' })
  return (method, url, abortSignal) =>
    pipeline.sendRequest(
      httpClient,
      createPipelineRequest({
        method,
        url,
        abortSignal,
        timeout: timeoutMilliseconds,
        ...(method === 'POST' ? { body: '' } : {}),
      }),
    )
}

/** The pipeline itself retries what is told to come back later; a conflict, or a throttle without a time, is told no such thing. */
function waitWhileBusy(): ReturnType<typeof retryPolicy> {
  return retryPolicy(
    [
      {
        name: 'waitWhileBusy',
        retry: ({ retryCount, response, responseError }) => {
          const told = retryAfter(response)
          const busy = response?.status === 409 || (response?.status === 429 && told === null)
          if (responseError !== undefined || !busy) return { skipStrategy: true }
          return { retryAfterInMs: told ?? busyMilliseconds * 2 ** retryCount }
        },
      },
    ],
    { maxRetries: busyRetries },
  )
}
