/** A shop whose gateway logs, and a fake Azure to read its log from. */
import type { AzureLogRequest } from '../../../src/azure/logs/index.ts'
import { collectAzureLogs } from '../../../src/azure/logs/index.ts'
import type { CallRecord, TimeWindow } from '../../../src/core/evidence.ts'
import type { LogReading } from '../../../src/core/traffic.ts'
import { identityOf } from '../../fakes/azure/credential.ts'
import { type FakeAzure, type FakeAzureOptions, startFakeAzure } from '../../fakes/azure/server.ts'
import { nobodyAsked } from '../../fakes/logs/app-gateway-lines.ts'
import { worldOf } from '../../scenarios/azure-worlds/build.ts'
import { gatewayId } from '../../scenarios/azure-worlds/ids.ts'
import type { LogPlace, Plan } from '../../scenarios/azure-worlds/plan.ts'
import { shopPlan } from '../../scenarios/azure-worlds/plan.ts'
import { answered, calm, closedAfter, failures, unanswered, unconnected } from '../../scenarios/azure-worlds/rows.ts'
import type { AzureWorld } from '../../scenarios/azure-worlds/world.ts'
import { windowFrom, windowTo } from '../../scenarios/world.ts'

export const window: TimeWindow = { from: windowFrom, to: windowTo }

/** Everything that can go wrong, in one hour. */
export const rows: Plan['rows'] = [
  ...calm(),
  ...failures({ requests: 12, row: closedAfter(0.004) }),
  ...failures({ requests: 9, row: (index) => closedAfter(30 + index / 1000) }),
  ...failures({ requests: 8, row: nobodyAsked }),
  ...failures({ requests: 7, row: unconnected }),
  ...failures({ requests: 6, row: unanswered(20.001) }),
  ...failures({ requests: 5, row: answered(502, 0.12) }),
  ...failures({ requests: 4, row: answered(503, 0.12) }),
  ...failures({ requests: 3, row: { errorInfo: 'ERRORINFO_UPSTREAM_ODD' } }),
  ...failures({
    requests: 2,
    row: { pool: null, setting: null, serverRouted: null, status: 404, errorInfo: 'ERRORINFO_NO_ERROR' },
  }),
]

export function shopLoggingTo(logs: readonly LogPlace[], change: Partial<AzureWorld> = {}): AzureWorld {
  return { ...worldOf({ ...shopPlan, rows, logs }), ...change }
}

export interface Collected {
  readonly records: readonly CallRecord[]
  readonly fake: FakeAzure
}

export interface CollectOptions extends FakeAzureOptions {
  /** What collects; all there is to collect unless told. */
  readonly collect?: (request: AzureLogRequest) => Promise<readonly CallRecord[]>
  readonly request?: (fake: FakeAzure) => Partial<AzureLogRequest>
}

/** Collects the log from a fake of the world. */
export async function collectFrom(
  world: AzureWorld,
  { request, collect = collectAzureLogs, ...options }: CollectOptions = {},
): Promise<Collected> {
  const fake = await startFakeAzure(world, options)
  // Workers of the test runner were started before there was a certificate to trust.
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  try {
    const records = await collect({
      gatewayId,
      window,
      now: new Date(window.to),
      logs: { kind: 'auto' },
      settings: { ok: true, output: { value: world.diagnosticSettings[gatewayId] ?? [] } },
      generation: 'v2',
      cloud: 'public',
      logsEndpoint: fake.url,
      credential: identityOf(fake),
      signal: new AbortController().signal,
      ask: async (call, input) => ({ ok: true, output: await resourceAt(fake, call, input) }),
      onProgress: () => {},
      ...request?.(fake),
    })
    return { records, fake }
  } finally {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    await fake.close()
  }
}

/** The only reading among the records. */
export function readingIn({ records }: Collected): LogReading {
  const [record] = records
  if (record === undefined || records.length > 1 || !record.outcome.ok) throw new Error(JSON.stringify(records))
  return record.outcome.output as LogReading
}

async function resourceAt(
  fake: FakeAzure,
  call: string,
  { id, subscriptionId }: { readonly id?: string; readonly subscriptionId?: string },
): Promise<Readonly<Record<string, unknown>>> {
  const { token } = (await identityOf(fake).getToken('https://management.azure.com/.default')) ?? { token: '' }
  const path = id ?? `/subscriptions/${subscriptionId}/providers/${call.replace(/\/read$/, '')}`
  const response = await fetch(`${fake.url}${path}?api-version=2023-05-01`, { headers: { authorization: `Bearer ${token}` } })
  return (await response.json()) as Readonly<Record<string, unknown>>
}
