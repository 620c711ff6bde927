/** One line of the function's log for each load balancer, from which CloudWatch makes metrics by itself. */
import type { Entry } from '../scheduled/watch.ts'

const namespace = 'lb502'
const metrics = [
  { Name: 'Failing', Unit: 'Count' },
  { Name: 'Unknown', Unit: 'Count' },
  { Name: 'Gateway502', Unit: 'Count' },
  { Name: 'Backend502', Unit: 'Count' },
  { Name: 'BlindSpots', Unit: 'Count' },
] as const

/** In the embedded metric format. A load balancer that could not be looked at is `Unknown`. */
export function logLine(entry: Entry, at: Date): string {
  const values =
    entry.outcome === 'judged'
      ? {
          Failing: entry.account.standing === 'failing' ? 1 : 0,
          Unknown: entry.account.standing === 'unknown' ? 1 : 0,
          Gateway502: entry.account.gateway502,
          Backend502: entry.account.backend502,
          BlindSpots: entry.account.blindSpots,
        }
      : { Failing: 0, Unknown: 1 }
  return JSON.stringify({
    _aws: {
      Timestamp: at.getTime(),
      CloudWatchMetrics: [
        { Namespace: namespace, Dimensions: [['LoadBalancer']], Metrics: metrics.filter(({ Name }) => Name in values) },
      ],
    },
    LoadBalancer: entry.outcome === 'judged' ? entry.account.name : entry.target,
    ...values,
    ...told(entry),
  })
}

function told(entry: Entry): Readonly<Record<string, unknown>> {
  if (entry.outcome === 'missed') return { fault: entry.fault }
  const { balancerId, standing, pools, window } = entry.account
  const { occasion, told: sinks, faults } = entry.announced
  return {
    ...{ id: balancerId, standing, window },
    pools: pools.map(({ name, verdict, headline, causes }) => ({ name, verdict, headline, causes: causes.map(({ id }) => id) })),
    alert: { occasion, told: sinks },
    ...(faults.length > 0 ? { faults } : {}),
  }
}
