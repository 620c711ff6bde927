/**
 * How much a digest holds, so that no log, however large or hostile, can grow it without bound. Real balancers stay far below
 * most of these. Within them merging is exact; beyond them counts of what was left out are lower than they were.
 */

export const maximumPools = 5000
/** Minutes of all pools together: more than two months of one pool, a day of seventy. */
export const maximumMinutes = 100_000
export const maximumBackends = 2000
export const maximumGroups = 2000
/** Paths are counted in full or not at all: see `PathTable`. */
export const maximumPaths = 20_000
/** Paths that failed, as far as they are kept with the evidence. */
export const maximumFailedPaths = 500
export const maximumPathsOfGroup = 50
export const maximumPathLength = 200
export const samplesOfGroup = 3
export const maximumSampleLength = 1000
