/** What the function's log says of a run: one JSON object a line, that both people and alarms read. */
import { escapeJson } from '../report/clean.ts'
import type { Said } from './alerting.ts'
import { fails, type Outcome } from './outcome.ts'

type Line = Readonly<Record<string, unknown>>

/** One line about one load balancer. */
export function outcomeLine(outcome: Outcome, said: Said): Line {
  const { key, name, verdict, headline, causes, gateway502, backend502, diagnoses, durationMilliseconds } = outcome
  return {
    event: 'lb502.diagnosis',
    level: said.unsent.length > 0 ? 'error' : fails(outcome) ? 'warn' : 'info',
    target: key,
    loadBalancer: name,
    verdict,
    headline,
    causes,
    gateway502,
    backend502,
    blindSpots: diagnoses
      .flatMap((each) => each.blindSpots.map(({ what, why, permission }) => ({ what, why, permission })))
      .slice(0, 50),
    durationMilliseconds,
    alert: said,
  }
}

/** Numbers for alarms. What is not known is left out: it is not zero. */
export function metricsOf(outcome: Outcome, said: Said): Readonly<Record<string, number>> {
  const { verdict, gateway502, backend502, blindSpots } = outcome
  const verdicts = ['clear', 'explained', 'suspected', 'unexplained', 'inconclusive'] as const
  return {
    Failing: Number(fails(outcome)),
    ...Object.fromEntries(verdicts.map((each) => [`${each[0]?.toUpperCase()}${each.slice(1)}`, Number(each === verdict)])),
    ...(gateway502 === null ? {} : { Gateway502: gateway502 }),
    ...(backend502 === null ? {} : { Backend502: backend502 }),
    BlindSpots: blindSpots,
    UnsentAlerts: said.unsent.length,
  }
}

/** The line as CloudWatch's Embedded Metric Format: the log is where metrics come from, without a call. */
export function withEmbeddedMetrics(line: Line, outcome: Outcome, said: Said, now: Date): Line {
  const metrics = metricsOf(outcome, said)
  return {
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: 'lb502',
          Dimensions: [['LoadBalancer']],
          Metrics: Object.keys(metrics).map((Name) => ({ Name, Unit: 'Count' })),
        },
      ],
    },
    // A dimension has 1 to 1024 ASCII characters.
    LoadBalancer: outcome.name.replaceAll(/[^ -~]/g, '?').slice(0, 1024) || '?',
    ...metrics,
    ...line,
  }
}

/** One line of text, in which no string can end the line or reach a terminal. */
export function lineText(line: Line): string {
  return escapeJson(JSON.stringify(line))
}
