/** One path of the pool of instances, looked at after replacing what some calls answered. */
import { normaliseAws } from '../../../src/aws/normalise/index.ts'
import type { CallRecord } from '../../../src/core/evidence.ts'
import type { Fact } from '../../../src/core/fact.ts'
import type { FilterHop, Path, Rule } from '../../../src/core/network/model.ts'
import { evidenceOf, filters, replacing } from './build.ts'
import { instanceEvidence } from './worlds.ts'

export const ofVpc: unknown = filters({ 'vpc-id': ['vpc-01'] })

/** The path from zone a to the instance in a subnet of its own. */
export function pathWith(...replacements: readonly CallRecord[]): Path {
  const { pools } = normaliseAws(evidenceOf(replacing(instanceEvidence.calls, ...replacements)))
  const paths = pools[0]?.paths.known ? pools[0].paths.value : []
  return paths.find(({ backendKey, zone }) => backendKey === 'i-0a:8080' && zone === 'eu-west-1a') as Path
}

/** The filter that requests meet at the place. */
export function filterAt(path: Path, place: string): FilterHop {
  return path.hops.find((hop) => hop.kind === 'filter' && hop.place === place && hop.leg === 'request') as FilterHop
}

export function rulesOf(hop: FilterHop): readonly Rule[] {
  return hop.ruleSets.known ? hop.ruleSets.value.flatMap(({ rules }) => rules) : []
}

/** `known`, or why not. */
export function gapAt(fact: Fact<unknown>): string {
  return fact.known ? 'known' : fact.gap
}
