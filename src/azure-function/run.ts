/** One run of the function, for the settings that it is given. */
import { normaliseAzure } from '../azure/normalise/index.ts'
import { openSession } from '../azure/session.ts'
import type { Environment } from '../scheduled/environment.ts'
import { lineText, metricsOf, outcomeLine } from '../scheduled/log-line.ts'
import { usualPatience } from '../scheduled/retry.ts'
import { runTick, type Summary } from '../scheduled/run.ts'
import { timesOf } from '../scheduled/times.ts'
import { webhookSinks } from '../scheduled/webhooks.ts'
import { searchesOf } from './searches.ts'
import { functionSettingsOf } from './settings.ts'

/** What the function has from its platform. */
export interface Host {
  readonly environment: Environment
  /** Writes one line to the log. */
  readonly print: (line: string) => void
}

/** The host tells nobody when it ends a run. Five minutes is what it gives at least, unless host.json says less. */
const hostMilliseconds = 280_000

/** Throws CannotRun when the settings are wrong; what fails later is told of in the log. */
export async function run({ environment, print }: Host): Promise<Summary> {
  const settings = functionSettingsOf(environment)
  const clock = (): Date => new Date()
  const now = clock()
  const times = timesOf(now, hostMilliseconds, settings.windowSeconds)
  const session = openSession({ armEndpoint: settings.armEndpoint })
  try {
    const { logs, logsEndpoint, backendKeepAliveSeconds, reminderSeconds, state } = settings
    const options = { window: times.window, logs, logsEndpoint, backendKeepAliveSeconds, only: [], ignore: [], now }
    const store = state === null ? null : (await import('../azure/scheduled/blob-store.ts')).blobStore(state, session.credential)
    const summary = await runTick({
      searches: await searchesOf(settings, session, options),
      normalise: normaliseAzure,
      alerting: {
        sinks: webhookSinks(settings.webhooks),
        store,
        reminderSeconds,
        patience: usualPatience,
        claimSeconds: times.claimSeconds,
        clock,
        signal: times.signal,
      },
      collectUntil: times.collectUntil,
      mostSeconds: 150,
      report: (outcome, said) => print(lineText({ ...outcomeLine(outcome, said), metrics: metricsOf(outcome, said) })),
    })
    print(lineText({ event: 'lb502.run', level: 'info', stateless: state === null, ...summary }))
    return summary
  } finally {
    session.close()
  }
}
