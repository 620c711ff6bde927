/** What the targets of a function stand for in the subscriptions. */
import { collectAzure } from '../azure/collect/index.ts'
import type { AzureCollectOptions } from '../azure/collect/options.ts'
import { listGateways, listSubscriptions } from '../azure/list.ts'
import type { AzureSession } from '../azure/session.ts'
import type { AzureTarget } from '../azure/target.ts'
import { CannotRun } from '../core/errors.ts'
import type { Look, Search } from '../scheduled/run.ts'
import type { FunctionSettings } from './settings.ts'

/** One for each target that is named, one for each subscription where targets are to be found. */
export async function searchesOf(
  { gateways, subscriptions }: FunctionSettings,
  session: AzureSession,
  options: Omit<AzureCollectOptions, 'deadlineSeconds' | 'session'>,
): Promise<readonly Search[]> {
  const lookAt = (key: string, target: AzureTarget): Look => ({
    key,
    collect: (deadlineSeconds) => collectAzure(target, { ...options, session, deadlineSeconds }),
  })
  const searching = gateways.some(({ kind }) => kind !== 'one')
  const places = searching && subscriptions.length === 0 ? await subscriptionsSeen(session) : subscriptions
  return gateways.flatMap((gateway) => {
    if (gateway.kind === 'one') return [{ key: gateway.key, find: async () => [lookAt(gateway.key, gateway.target)] }]
    const tag = gateway.kind === 'tag' ? gateway : undefined
    const what = tag === undefined ? 'all' : `tag:${tag.key}=${tag.value}`
    // Gateways that are named can be looked at all the same.
    if (places instanceof CannotRun) return [{ key: what, find: () => Promise.reject(places) }]
    return places.map((subscription) => ({
      key: `${what} in ${subscription}`,
      find: async () => (await listGateways({ session, subscription, tag })).map(({ id }) => lookAt(id, { kind: 'id', id })),
    }))
  })
}

async function subscriptionsSeen(session: AzureSession): Promise<readonly string[] | CannotRun> {
  try {
    return await listSubscriptions({ session })
  } catch (error) {
    if (error instanceof CannotRun) return error
    throw error
  }
}
