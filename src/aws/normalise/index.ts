/** From the calls of an evidence to the neutral snapshot: no SDK, no clock, and the order of the calls does not matter. */
import { compareText } from '../../core/canonical.ts'
import type { Evidence } from '../../core/evidence.ts'
import type { UnknownFact } from '../../core/fact.ts'
import type { Snapshot } from '../../core/model.ts'
import { arrived } from '../../normalise/arrived.ts'
import { type Calls, gapOf, indexCalls } from '../../normalise/records.ts'
import { sourceOf } from '../call-names.ts'
import { parseArn } from './arns.ts'
import { readBalancer } from './balancer.ts'
import { recordsOf } from './calls.ts'
import { readChanges } from './changes.ts'
import { conduct } from './conduct.ts'
import { readAccessLog, readProbeLog } from './logs.ts'
import { readMetrics } from './metrics.ts'
import { readNetwork } from './network.ts'
import { poolListing } from './pool-config.ts'
import { readGroup, readPool } from './pools.ts'

/** What the evidence says about the load balancer and the pools asked about. Whatever cannot be understood becomes a gap. */
export function normaliseAws(evidence: Evidence): Snapshot {
  const { loadBalancerId, poolIds, region, window, backendKeepAliveSeconds } = evidence.question
  const calls = indexCalls(evidence.calls)
  const unmodelled = new Set<string>()
  const note = (line: string): void => {
    unmodelled.add(line)
  }
  const network = readNetwork(calls, parseArn(loadBalancerId ?? poolIds[0] ?? '')?.account ?? null, note)
  const groups = poolListing(calls, note)
  const unlisted = loadBalancerId === null && poolIds.length === 0 ? listingGap(calls) : null
  const why = (): string => {
    if (poolIds.length === 0) return `the load balancer is not known: ${unlisted?.message ?? 'no call asked about it'}`
    const group = readGroup(groups, poolIds[0] ?? '', null)
    if (!group.known) return `the load balancer is not known: ${group.message}`
    return group.value.loadBalancerIds === null
      ? 'the target group does not say which load balancer uses it'
      : 'no load balancer uses the target group'
  }
  const absence = {
    region,
    message: loadBalancerId === null ? why() : '',
    gap: unlisted?.gap ?? 'notCollected',
    source: unlisted?.sources[0] ?? sourceOf('elasticloadbalancing:DescribeLoadBalancers'),
  }
  const loadBalancer = readBalancer(calls, loadBalancerId, absence, network.interfaces, note)
  const accessLog = readAccessLog(calls, loadBalancer)
  const pools = poolIds.map((id) => readPool(id, { calls, groups, network, loadBalancer, note }))
  return {
    cloud: 'aws',
    conduct,
    collectedAt: evidence.collectedAt,
    window,
    assumptions: { backendKeepAliveSeconds },
    loadBalancer,
    pools,
    metrics: arrived(readMetrics(calls, { loadBalancerId, poolIds }), accessLog),
    accessLog,
    probeLog: readProbeLog(calls, loadBalancer),
    changes: readChanges(calls),
    unmodelled: [...unmodelled].sort(compareText),
  }
}

/** Why the load balancers of the region, or the regions, are not known, where that is what the evidence is about. */
function listingGap(calls: Calls): UnknownFact | null {
  const names = ['elasticloadbalancing:DescribeLoadBalancers', 'ec2:DescribeRegions'] as const
  const gaps = names.flatMap((name) =>
    // What is missing may be leave to assume the role.
    recordsOf(calls, name).flatMap((record) => gapOf(record, { ...sourceOf(name), permission: record.permission || null }) ?? []),
  )
  return gaps[0] ?? null
}
