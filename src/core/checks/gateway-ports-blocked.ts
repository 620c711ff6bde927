import { inState, keysOf } from '../backends.ts'
import type { Check, Judgement, Reader, Subject } from '../check.ts'
import type { HopVerdict, PathVerdict } from '../network/model.ts'
import { upkeepBlocks, upkeepOf } from '../upkeep.ts'
import { begun, list } from '../wording.ts'
import { failing, pass, skip, stated } from './common.ts'
import { healthOf, outageClaim, turnedAway } from './outage.ts'
import { ruleRemedies } from './rule-remedies.ts'

/** Rules on the balancer's own subnet that keep the platform from it, or it from the platform. */
export const gatewayPortsBlocked: Check = {
  id: 'gateway-ports-blocked',
  judge(subject, read) {
    const verdicts = upkeepOf(subject, read)
    if (verdicts?.length === 0) return skip
    const blocks = filtersIn(verdicts)
    const backends = read.see(subject.pool.backends) ?? []
    const untold = backends.filter(({ health }) => health.reason === 'not-told')
    if (blocks.length > 0) {
      const needed = filtersIn(verdicts?.filter(({ path }) => path.purpose === 'upkeep')).length > 0
      return blocked(subject, read, blocks, needed)
    }
    const filters = verdicts?.flatMap(({ hops }) => hops.filter(({ hop }) => hop.kind === 'filter'))
    const unread = filters === undefined || filters.some(({ passage }) => passage === 'unknown')
    if (!unread) return pass('the rules of the load balancer’s subnet let the platform through')
    return untold.length === backends.length && untold.length > 0 ? suspected(subject, read) : skip
  },
}

function filtersIn(verdicts: readonly PathVerdict[] | undefined): readonly HopVerdict[] {
  return upkeepBlocks(verdicts).filter(({ hop }) => hop.kind === 'filter')
}

/** `needed`: more is blocked than the question whether instances live, without which alone health may still be told. */
function blocked(subject: Subject, read: Reader, blocks: readonly HopVerdict[], needed: boolean): Judgement {
  const because = list([...new Set(blocks.map((hop) => hop.because))], 2)
  const backends = read.see(subject.pool.backends) ?? []
  const lost = [...inState(backends, 'unknown'), ...inState(backends, 'unhealthy')]
  if (inState(backends, 'healthy').length > 0)
    return { status: 'risk', summary: `${begun(because)}; the load balancer tells the health of its backends all the same` }
  return failing({
    certainty: lost.some(({ health }) => health.reason === 'not-told') && needed ? 'proven' : 'likely',
    headline: 'The load balancer’s own subnet keeps the platform from it, so the health of backends is not known',
    summary: `${begun(because)}. ${needed ? 'Without that traffic the platform can neither configure the load balancer nor learn what its probes find, and every backend counts as unknown.' : 'By that traffic the platform asks whether the instances of the load balancer live; it must be let in.'}`,
    affected: keysOf(lost),
    claim: outageClaim(subject, read, lost),
    evidence: [
      ...blocks
        .slice(0, 3)
        .flatMap(({ hop, because: says }) => (hop.kind === 'filter' ? [stated('network', says, hop.ruleSets)] : [])),
      ...healthOf(subject, lost, 2),
      ...turnedAway(subject, read),
    ],
    remedies: ruleRemedies(subject, blocks),
  })
}

/** The provider says that it cannot tell, and nobody could look at the rules. */
function suspected(subject: Subject, read: Reader): Judgement {
  const backends = read.see(subject.pool.backends) ?? []
  return failing({
    certainty: 'possible',
    headline: 'The rules of the load balancer’s subnet may keep the platform from it',
    summary: `The health of ${list(keysOf(backends))} is unknown to the load balancer itself, as when the platform cannot reach it. The rules of its subnet could not be read, so this is neither shown nor excluded.`,
    affected: keysOf(backends),
    claim: outageClaim(subject, read, backends),
    evidence: healthOf(subject, backends, 2),
  })
}
