/**
 * Asks Log Analytics. Not by the SDK's client for it: that one takes no abort signal, and meets an error that is no JSON with an
 * error of its own. Loaded when the first query is made.
 */
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type PipelinePolicy,
} from '@azure/core-rest-pipeline'
import { tool } from '../../core/tool.ts'
import type { AzureLogRequest } from './request.ts'

export interface LogReply {
  readonly status: number
  /** Parsed; null for a body that is no JSON. */
  readonly body: unknown
}

export interface SentQuery {
  /** Of the endpoint, with the API's version. */
  readonly url: string
  /** Audience of the token. */
  readonly audience: string
  readonly query: string
  readonly timespan: string
}

/** The service gives up after so many seconds, half of what a run usually has: there is time left to ask about less. */
const serverSeconds = 75

/** It gave up. */
const gatewayTimeout = 504

/** A query that took too long takes too long again: not one to be sent once more as it is. */
class GaveUp extends Error {
  override readonly name = 'QueryTimeout'
}

const notAgain: PipelinePolicy = {
  name: 'notAgain',
  sendRequest: async (request, next) => {
    const response = await next(request)
    if (response.status === gatewayTimeout) throw new GaveUp('the service gave up before it had the answer')
    return response
  },
}

/** Sends a query and gives the answer, whatever its status. Rejects when none comes: no token, no connection, the deadline. */
export async function sendLogQuery(
  { url, audience, query, timespan }: SentQuery,
  { credential, signal }: Pick<AzureLogRequest, 'credential' | 'signal'>,
): Promise<LogReply> {
  const pipeline = createPipelineFromOptions({
    userAgentOptions: { userAgentPrefix: `${tool.name}/${tool.version}` },
    retryOptions: { maxRetries: 3, retryDelayInMs: 400, maxRetryDelayInMs: 4000 },
  })
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: `${audience}/.default` }), { afterPhase: 'Retry' })
  pipeline.addPolicy(notAgain, { afterPhase: 'Retry' })
  const request = createPipelineRequest({
    url,
    method: 'POST',
    headers: createHttpHeaders({ 'Content-Type': 'application/json', Prefer: `wait=${serverSeconds}` }),
    body: JSON.stringify({ query, timespan }),
    abortSignal: signal,
  })
  const { status, bodyAsText } = await pipeline.sendRequest(createDefaultHttpClient(), request)
  return { status, body: parsed(bodyAsText ?? '') }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
