/** Hands the load balancer to the log sources. */
import { waitPastDeadline } from '../../collect/deadline.ts'
import { collectLogs } from '../logs/index.ts'
import { refusalOf } from '../refusal.ts'
import { parseArn } from '../target.ts'
import type { BalancerFlow } from './balancer.ts'
import type { Run } from './run.ts'

/** Reads the balancer's logs as the options say. A log source that breaks leaves a gap and nothing worse. */
export async function readLogs({ arn, settings }: BalancerFlow, run: Run): Promise<void> {
  const { asker, session, region, options, signal } = run
  const { window } = options
  const reading = collectLogs({
    ask: asker.ask,
    record: asker.record,
    client: session.client,
    region,
    account: parseArn(arn)?.account ?? null,
    loadBalancerArn: arn,
    settings,
    choice: options.logs,
    window,
    now: options.now,
    signal,
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  }).catch((error: unknown) => {
    asker.record({
      call: 's3:GetObject',
      scope: region,
      permission: 's3:GetObject',
      input: { kind: 'access', source: null, from: window.from, to: window.to },
      outcome: { ok: false, ...refusalOf(error) },
    })
  })
  await waitPastDeadline(reading, signal)
}
