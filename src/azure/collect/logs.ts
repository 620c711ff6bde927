/** Hands the gateway to the log sources. */
import { waitPastDeadline } from '../../collect/deadline.ts'
import { callInfo } from '../call-names.ts'
import { collectAzureLogs } from '../logs/index.ts'
import { refusalOf } from '../refusal.ts'
import type { GatewayFlow } from './gateway.ts'
import { placeOf } from './ids.ts'
import type { Run } from './run.ts'

const call = 'Microsoft.Insights/logs/read'

/** Reads the gateway's logs as the options say. A log source that breaks leaves a gap and nothing worse. */
export async function readLogs({ id, settings, parts }: GatewayFlow, { asker, session, options, signal }: Run): Promise<void> {
  const { window, logs, logsEndpoint, now, onProgress } = options
  const [told, gateway] = await Promise.all([settings, parts])
  const reading = collectAzureLogs({
    gatewayId: id,
    window,
    now,
    logs,
    settings: told,
    generation: gateway?.generation ?? null,
    cloud: session.cloud,
    logsEndpoint,
    credential: session.credential,
    signal,
    ask: asker.ask,
    onProgress,
  }).then(
    (records) => records.forEach(asker.record),
    (error: unknown) =>
      asker.record({
        call,
        scope: placeOf(id)?.subscriptionId ?? '',
        permission: callInfo(call).permission,
        input: { kind: 'access', source: null, from: window.from, to: window.to },
        outcome: { ok: false, ...refusalOf(error) },
      }),
  )
  await waitPastDeadline(reading, signal)
}
