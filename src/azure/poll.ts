/** Waits for the end of an operation that Azure runs in the background. */
import { setTimeout as wait } from 'node:timers/promises'
import type { PipelineResponse } from '@azure/core-rest-pipeline'
import { UnusableAnswer } from '../collect/refusal.ts'
import { ArmError } from './refusal.ts'
import { retryAfter } from './retry-after.ts'

const usualMilliseconds = 2000

/**
 * Follows the addresses of an accepted operation until there is a result: at `Location`, which answers otherwise than "accepted" in
 * the end, or at `Azure-AsyncOperation`, which tells how the operation stands. Ends early only with the signal. Throws ArmError when
 * the operation failed. https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
 */
export async function untilDone(
  first: PipelineResponse,
  follow: (address: string) => Promise<PipelineResponse>,
  signal: AbortSignal,
): Promise<PipelineResponse> {
  if (first.status !== 202) return first
  let response = first
  let location: string | undefined
  let progress: string | undefined
  while (isRunning(response)) {
    location = response.headers.get('location') ?? location
    progress = response.headers.get('azure-asyncoperation') ?? progress
    const address = location ?? progress
    if (address === undefined) throw new UnusableAnswer('the operation has no address to ask for its result')
    await wait(retryAfter(response) ?? usualMilliseconds, undefined, { signal })
    response = await follow(address)
  }
  return resultIn(response)
}

function isRunning({ status, bodyAsText }: PipelineResponse): boolean {
  if (status !== 200) return status === 202 || status === 204
  const standing = standingIn(bodyAsText)
  return standing !== null && !/^(succeeded|failed|cancell?ed)$/i.test(standing.status)
}

/** What an answer about the operation, instead of its result, holds. */
interface Standing {
  readonly status: string
  readonly error?: unknown
  readonly properties?: { readonly output?: unknown } | null
}

/** Null for the result itself, and for what is no JSON. */
function standingIn(text: string | null | undefined): Standing | null {
  try {
    const body: unknown = JSON.parse(text ?? '')
    return typeof body === 'object' && body !== null && 'status' in body && typeof body.status === 'string'
      ? (body as Standing)
      : null
  } catch {
    return null
  }
}

/** The answer with the operation's result for its body. */
function resultIn(response: PipelineResponse): PipelineResponse {
  const standing = response.status === 200 ? standingIn(response.bodyAsText) : null
  if (standing === null) return response
  const { status, properties, error = { code: status, message: `the operation ended as ${status}` } } = standing
  if (!/^succeeded$/i.test(status)) throw new ArmError(response.status, JSON.stringify({ error }))
  return { ...response, bodyAsText: JSON.stringify(properties?.output ?? properties ?? null) }
}
