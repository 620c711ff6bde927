/**
 * Resource Manager over HTTPS: the SDK's pipeline with its authentication, its retries and its proxies, and the bodies as they came.
 * Every request goes through this one pipeline, those of the official client too. The pipeline makes no models of bodies: the client's
 * leave out fields that its documentation does not name, and hold values that nobody sent.
 */
import type { NetworkManagementClient } from '@azure/arm-network'
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpClient,
  type PipelineResponse,
} from '@azure/core-rest-pipeline'
import type { TokenCredential } from '@azure/identity'
import { UnusableAnswer } from '../collect/refusal.ts'
import { tool } from '../core/tool.ts'
import { waitWhileBusy } from './busy.ts'
import { olderVersions } from './versions.ts'

/** Ways to ask, each giving the answer whatever its status. They reject when nobody answers, or without a token. */
export interface Connection {
  /** Gets what is at a path, or where a link leads that an answer holds. */
  readonly get: (address: string, signal: AbortSignal) => Promise<PipelineResponse>
  /** What an operation of the official client is answered first; it is made for one subscription, and loaded with the first of them. */
  readonly operate: (subscriptionId: string, operation: Operation, signal: AbortSignal) => Promise<PipelineResponse>
}

/** What to have the client do, handing on these options. */
export type Operation = (client: NetworkManagementClient, options: OperationOptions) => Promise<unknown>

/** Options that every operation of the client takes. */
export interface OperationOptions {
  readonly abortSignal: AbortSignal
  readonly requestOptions: { readonly timeout: number }
  readonly onResponse: (response: PipelineResponse) => void
}

export interface ConnectionSettings {
  /** Where Resource Manager answers. Without a slash at the end. */
  readonly endpoint: string
  readonly credential: TokenCredential
  /** Whom tokens are for: `https://management.azure.com/.default`. */
  readonly scope: string
  /** Left out: Node's own, with connections kept alive. */
  readonly httpClient?: HttpClient | undefined
}

const timeoutMilliseconds = 20_000
const retries = { maxRetries: 3, retryDelayInMs: 400, maxRetryDelayInMs: 4000 }

export function connect({ endpoint, credential, scope, httpClient = createDefaultHttpClient() }: ConnectionSettings): Connection {
  const pipeline = createPipelineFromOptions({
    userAgentOptions: { userAgentPrefix: `${tool.name}/${tool.version}` },
    retryOptions: retries,
  })
  pipeline.addPolicy(olderVersions())
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: scope }))
  pipeline.addPolicy(waitWhileBusy(), { phase: 'Deserialize' })
  const clients = new Map<string, Promise<NetworkManagementClient>>()
  const clientOf = (subscriptionId: string): Promise<NetworkManagementClient> => {
    const made =
      clients.get(subscriptionId) ??
      import('@azure/arm-network').then(
        (sdk) => new sdk.NetworkManagementClient(credential, subscriptionId, { endpoint, pipeline, httpClient }),
      )
    clients.set(subscriptionId, made)
    return made
  }
  return {
    get: async (address, abortSignal) => {
      const url = addressHere(address, endpoint)
      return pipeline.sendRequest(httpClient, createPipelineRequest({ url, abortSignal, timeout: timeoutMilliseconds }))
    },
    operate: async (subscriptionId, operation, signal) => firstAnswer(await clientOf(subscriptionId), operation, signal),
  }
}

function firstAnswer(client: NetworkManagementClient, operation: Operation, abortSignal: AbortSignal): Promise<PipelineResponse> {
  return new Promise((resolve, reject) => {
    const onResponse = (response: PipelineResponse): never => {
      resolve(response)
      // Here the client ends: it would go on to poll at once, and without a model it sees no further page.
      throw new Error('the answer is taken as it came')
    }
    operation(client, { abortSignal, requestOptions: { timeout: timeoutMilliseconds }, onResponse }).catch(reject)
  })
}

/** Links lead to Resource Manager's own address. Behind another endpoint they are followed there, and a token goes nowhere else. */
function addressHere(address: string, endpoint: string): string {
  if (/^\/(?!\/)/.test(address)) return endpoint + address
  if (!URL.canParse(address, endpoint)) throw new UnusableAnswer('the address to go on at is none')
  const { origin, href, pathname, search } = new URL(address, endpoint)
  return origin === new URL(endpoint).origin ? href : `${endpoint}${pathname}${search}`
}
