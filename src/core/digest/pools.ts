/** Giving pools other names than the log has for them. */
import type { TrafficDigest } from '../traffic.ts'
import { addDigest, createAccumulator, digestOf } from './accumulator.ts'

/** The digest with every pool renamed. Those that get the same name are counted together. */
export function withPools(digest: TrafficDigest, nameOf: (logged: string | null) => string | null): TrafficDigest {
  const accumulator = createAccumulator(null)
  const renamed = <T extends { readonly pool: string | null }>(each: T): T => ({ ...each, pool: nameOf(each.pool) })
  addDigest(accumulator, {
    ...digest,
    series: digest.series.map(renamed),
    failures: digest.failures.map(renamed),
    backends: digest.backends.map(renamed),
    paths: digest.paths.map(renamed),
  })
  return digestOf(accumulator)
}
