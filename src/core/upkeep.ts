/** Whether the platform reaches the balancer, and the balancer the platform: what it needs to work at all. */
import type { Reader, Subject } from './check.ts'
import type { HopVerdict, PathVerdict } from './network/model.ts'
import { factsBehind, judgePath } from './network/path.ts'

/** The ways of upkeep, judged; undefined while they are unknown. Facts are noted as read where they decided. */
export function upkeepOf({ snapshot }: Subject, read: Reader): readonly PathVerdict[] | undefined {
  const verdicts = read.see(snapshot.loadBalancer.upkeep)?.map(judgePath)
  for (const fact of verdicts?.flatMap((verdict) => verdict.hops).flatMap(factsBehind) ?? []) read.see(fact)
  return verdicts
}

/** The hops that stand in the way of upkeep. */
export function upkeepBlocks(verdicts: readonly PathVerdict[] | undefined): readonly HopVerdict[] {
  return (verdicts ?? []).flatMap((verdict) =>
    verdict.hops.filter((hop) => hop.passage === 'blocked' || hop.passage === 'partly').slice(0, 1),
  )
}
