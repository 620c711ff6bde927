/** One run of the function, for the environment that it is given. */
import { chosenRegion } from '../aws/collect/index.ts'
import { normaliseAws } from '../aws/normalise/index.ts'
import { settingsOf as clientSettings } from '../aws/scheduled/clients.ts'
import { openSession } from '../aws/session.ts'
import { parseArn } from '../aws/target.ts'
import type { Environment } from '../scheduled/environment.ts'
import { lineText, outcomeLine, withEmbeddedMetrics } from '../scheduled/log-line.ts'
import { usualPatience } from '../scheduled/retry.ts'
import { runTick, type Summary } from '../scheduled/run.ts'
import type { Sink } from '../scheduled/sink.ts'
import type { StateStore } from '../scheduled/state-store.ts'
import { timesOf } from '../scheduled/times.ts'
import { webhookSinks } from '../scheduled/webhooks.ts'
import { searchesOf } from './searches.ts'
import { type LambdaSettings, lambdaSettingsOf } from './settings.ts'

/** What the function has from its platform. */
export interface Host {
  readonly environment: Environment
  readonly remainingMilliseconds: number
  /** Writes one line to the log. */
  readonly print: (line: string) => void
}

/** Throws CannotRun when the environment is wrong; what fails later is told of in the log. */
export async function run({ environment, remainingMilliseconds, print }: Host): Promise<Summary> {
  const settings = lambdaSettingsOf(environment)
  const clock = (): Date => new Date()
  const now = clock()
  const times = timesOf(now, remainingMilliseconds, settings.windowSeconds)
  const session = openSession()
  try {
    const region = await chosenRegion(undefined, session)
    const { logs, backendKeepAliveSeconds, reminderSeconds } = settings
    const options = { window: times.window, logs, backendKeepAliveSeconds, only: [], ignore: [], now }
    const summary = await runTick({
      searches: searchesOf(settings, session, options),
      normalise: normaliseAws,
      alerting: {
        sinks: await sinksOf(settings, region),
        store: await storeOf(settings, region),
        reminderSeconds,
        patience: usualPatience,
        claimSeconds: times.claimSeconds,
        clock,
        signal: times.signal,
      },
      collectUntil: times.collectUntil,
      mostSeconds: 60,
      report: (outcome, said) => print(lineText(withEmbeddedMetrics(outcomeLine(outcome, said), outcome, said, now))),
    })
    print(lineText({ event: 'lb502.run', level: 'info', stateless: settings.state === null, ...summary }))
    return summary
  } finally {
    session.close()
  }
}

/** What sends is loaded only where it is asked for. */
async function sinksOf({ topicArn, eventBus, webhooks }: LambdaSettings, region: string): Promise<readonly Sink[]> {
  const sinks: Sink[] = []
  if (topicArn !== undefined) {
    const { snsSink } = await import('../aws/scheduled/sns-sink.ts')
    sinks.push(snsSink(topicArn, await clientSettings(parseArn(topicArn)?.region ?? region, 1)))
  }
  if (eventBus !== undefined) {
    const { eventSink } = await import('../aws/scheduled/event-sink.ts')
    sinks.push(eventSink(eventBus, await clientSettings(parseArn(eventBus)?.region ?? region, 1)))
  }
  return [...sinks, ...webhookSinks(webhooks)]
}

async function storeOf({ state }: LambdaSettings, region: string): Promise<StateStore | null> {
  switch (state?.kind) {
    case 's3':
      return (await import('../aws/scheduled/s3-store.ts')).s3Store(state, await clientSettings(region, 3))
    case 'ssm':
      return (await import('../aws/scheduled/ssm-store.ts')).ssmStore(state.prefix, await clientSettings(region, 3))
    case undefined:
      return null
  }
}
