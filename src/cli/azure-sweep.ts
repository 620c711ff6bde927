/** Every application gateway of a subscription, over one session. */
import { type AzureCollectOptions, collectAzure, listGateways, listSubscriptions, openSession } from '../azure/index.ts'
import { limitConcurrency } from '../collect/limit.ts'
import { CannotRun } from '../core/errors.ts'
import type { Evidence } from '../core/evidence.ts'
import { tool } from '../core/tool.ts'
import type { ProgressLine } from './progress.ts'
import { listingDeadline, type Miss, outcomeOf, sweepAll } from './sweep.ts'

type Options = Omit<AzureCollectOptions, 'session' | 'onProgress'> & { readonly subscription: string | undefined }

/** Each waits for its backend health for a minute or so; more at once would not make that shorter. */
const atOnce = 4

/** One piece of evidence for each gateway, by name. Throws CannotRun when everything fails, or there is none. */
export async function sweep(options: Options, progress: ProgressLine): Promise<readonly Evidence[]> {
  const { cloud, armEndpoint, credential, httpClient, subscription } = options
  const session = openSession({ cloud, armEndpoint, credential, httpClient })
  const { hold, clear } = listingDeadline(options)
  try {
    const places = subscription === undefined ? await hold(listSubscriptions({ session })) : [subscription]
    return await sweepAll({
      places,
      list: async (place) => (await hold(listGateways({ session, subscription: place }))).map(({ id }) => id),
      collect: (_, id) => collectAzure({ kind: 'id', id }, { ...options, session, onProgress: progress.listen() }),
      evidenceOf: (miss) => evidenceOfMiss(miss, options),
      none: () =>
        new CannotRun(
          `No application gateway in ${places.length === 0 ? 'any subscription' : places.join(', ')}.`,
          'Wrong subscription or account? Check --subscription and az account show.',
        ),
      limit: limitConcurrency(atOnce),
    })
  } finally {
    clear()
    session.close()
  }
}

function evidenceOfMiss({ place, loadBalancerId, failure }: Miss<string>, options: Options): Evidence {
  const { window, backendKeepAliveSeconds, only, ignore } = options
  const permission = 'Microsoft.Network/applicationGateways/read'
  const input = loadBalancerId === null ? { subscriptionId: place } : { id: loadBalancerId }
  return {
    schemaVersion: 1,
    tool,
    collectedAt: options.now.toISOString(),
    question: { cloud: 'azure', region: '', loadBalancerId, poolIds: [], window, backendKeepAliveSeconds, only, ignore },
    calls: [{ call: permission, scope: place, permission, input, outcome: outcomeOf(failure, place) }],
  }
}
