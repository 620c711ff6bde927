/** Stable names for what must not be told: numbered in the order of what they replace, so that the same evidence gives the same names. */

export interface Pseudonyms {
  /** `sg-0aaa` becomes `sg-00000001`. */
  readonly id: (prefix: string, raw: string) => string
  readonly account: (raw: string) => string
  /** Any name or text. */
  readonly name: (raw: string) => string
  readonly path: (raw: string) => string
  readonly address: (raw: string) => string
}

/** Collects what there is to name in a first pass; `settle` gives the names for the second. */
export interface Collector extends Pseudonyms {
  readonly settle: (renumber: (addresses: Iterable<string>) => (text: string) => string) => Pseudonyms
}

export function createCollector(): Collector {
  const seen = new Map<string, Set<string>>()
  const note = (kind: string, raw: string): string => {
    const all = seen.get(kind) ?? new Set<string>()
    seen.set(kind, all.add(raw))
    return raw
  }
  const numbered = (kind: string): ReadonlyMap<string, number> =>
    new Map([...(seen.get(kind) ?? [])].sort().map((raw, index) => [raw, index + 1]))
  return {
    id: (prefix, raw) => note(`id ${prefix}`, raw),
    account: (raw) => note('account', raw),
    name: (raw) => note('name', raw),
    path: (raw) => note('path', raw),
    address: (raw) => note('address', raw),
    settle: (renumber) => {
      const tables = new Map([...seen.keys()].map((kind) => [kind, numbered(kind)]))
      const number = (kind: string, raw: string): number => tables.get(kind)?.get(raw) ?? 0
      return {
        id: (prefix, raw) => `${prefix}-${String(number(`id ${prefix}`, raw)).padStart(8, '0')}`,
        account: (raw) => String(number('account', raw)).padStart(12, '0'),
        name: (raw) => `name-${number('name', raw)}`,
        path: (raw) => `/path-${number('path', raw)}`,
        address: renumber(seen.get('address') ?? []),
      }
    },
  }
}
