import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { known } from '../../../src/core/fact.ts'
import type { Path } from '../../../src/core/network/model.ts'
import { judgeHop, judgePath } from '../../../src/core/network/path.ts'
import { addRule, allowing } from '../../../src/core/network/remedy.ts'
import { completion, filterHop, routeCompletion, routeHop, shuffled } from './arbitraries.ts'
import { naiveFilter, naiveRoute } from './naive.ts'

const runs = { numRuns: 800 }

describe('against brute force', () => {
  it('judges filters alike, unknowns included', () => {
    fc.assert(
      fc.property(filterHop, (hop) => {
        expect(judgeHop(hop).passage).toBe(naiveFilter(hop))
      }),
      runs,
    )
  })

  it('judges routes alike, unknowns included', () => {
    fc.assert(
      fc.property(routeHop, (hop) => {
        expect(judgeHop(hop).passage).toBe(naiveRoute(hop))
      }),
      runs,
    )
  })
})

describe('whatever the unknowns turn out to be', () => {
  it('a filter verdict other than unknown stands', () => {
    fc.assert(
      fc.property(
        filterHop.chain((hop) => fc.tuple(fc.constant(hop), completion(hop))),
        ([hop, completed]) => {
          const { passage } = judgeHop(hop)
          if (passage !== 'unknown') expect(naiveFilter(completed)).toBe(passage)
        },
      ),
      runs,
    )
  })

  it('a route verdict other than unknown stands', () => {
    fc.assert(
      fc.property(
        routeHop.chain((hop) => fc.tuple(fc.constant(hop), routeCompletion(hop))),
        ([hop, completed]) => {
          const { passage } = judgeHop(hop)
          if (passage !== 'unknown') expect(naiveRoute(completed)).toBe(passage)
        },
      ),
      runs,
    )
  })

  it('an open or blocked path stays so, and a partly open one never opens', () => {
    fc.assert(
      fc.property(
        fc.array(
          filterHop.chain((hop) => fc.tuple(fc.constant(hop), completion(hop))),
          { maxLength: 4 },
        ),
        (pairs) => {
          const before = judgePath(pathOf(pairs.map(([hop]) => hop))).passage
          const after = judgePath(pathOf(pairs.map(([, completed]) => completed))).passage
          if (before === 'open' || before === 'blocked') expect(after).toBe(before)
          if (before === 'partly') expect(after).not.toBe('open')
        },
      ),
      runs,
    )
  })
})

describe('the order of arrays', () => {
  it('of rules leaves no trace in the verdict of a path, whatever the policy', () => {
    fc.assert(
      fc.property(
        fc.array(
          filterHop.chain((hop) => fc.tuple(fc.constant(hop), shuffled(hop))),
          { minLength: 1, maxLength: 3 },
        ),
        (pairs) => {
          const [before, after] = [0, 1].map((side) => judgePath(pathOf(pairs.map((pair) => pair[side as 0 | 1]))))
          expect(after?.passage).toBe(before?.passage)
          expect(after?.hops.map(({ hop: _, ...rest }) => rest)).toEqual(before?.hops.map(({ hop: _, ...rest }) => rest))
        },
      ),
      runs,
    )
  })
})

describe('the rule that would open a hop', () => {
  it('opens it', () => {
    fc.assert(
      fc.property(filterHop, (hop) => {
        const sets = hop.ruleSets.known ? hop.ruleSets.value : []
        const mended = { ...hop, ruleSets: known(addRule(sets, allowing(hop))) }
        fc.pre(naiveFilter({ ...hop, ruleSets: known([]) }) === 'blocked')
        expect(judgeHop(mended).passage).toBe('open')
        expect(naiveFilter(mended)).toBe('open')
      }),
      runs,
    )
  })
})

function pathOf(hops: Path['hops']): Path {
  return { backendKey: 'i-0abc:8080', purpose: 'traffic', port: 8080, zone: 'zone-a', subnetId: 'subnet-1', hops }
}
