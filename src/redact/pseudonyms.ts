/** Stable names for what must not be told, numbered in the order of what they replace: the same evidence gives the same names. */

export interface Pseudonyms {
  /** `sg-0aaa` becomes `sg-00000001`. */
  readonly id: (prefix: string, raw: string) => string
  readonly account: (raw: string) => string
  readonly name: (raw: string) => string
  /** A name with `*` or `?` in it: `*` when it matches any name of the evidence, a name of its own when it matches none. */
  readonly pattern: (raw: string) => string
  /** A text that is more than a name. */
  readonly text: (raw: string) => string
  readonly path: (raw: string) => string
  readonly address: (raw: string) => string
}

/** Collects in a first pass what there is to name; `settle` gives the names for the second. */
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
  return {
    id: (prefix, raw) => note(`id ${prefix}`, raw),
    account: (raw) => note('account', raw),
    name: (raw) => note('name', raw),
    pattern: (raw) => note('pattern', raw),
    text: (raw) => note('text', raw),
    path: (raw) => note('path', raw),
    address: (raw) => note('address', raw),
    settle: (renumber) => {
      const tables = new Map([...seen].map(([kind, raws]) => [kind, numbered(raws)]))
      const number = (kind: string, raw: string): string => tables.get(kind)?.get(raw) ?? '0'
      const matched = matchedPatterns(seen.get('pattern') ?? [], [...(seen.get('name') ?? [])])
      return {
        id: (prefix, raw) => `${prefix}-${number(`id ${prefix}`, raw).padStart(8, '0')}`,
        account: (raw) => number('account', raw).padStart(12, '0'),
        name: (raw) => `name-${number('name', raw)}`,
        pattern: (raw) => (matched.has(raw) ? '*' : `pattern-${number('pattern', raw)}`),
        text: (raw) => `text-${number('text', raw)}`,
        path: (raw) => `/path-${number('path', raw)}`,
        address: renumber(seen.get('address') ?? []),
      }
    },
  }
}

/** Numbers of equal width, so that whatever is sorted by name stays in its order. */
function numbered(raws: ReadonlySet<string>): ReadonlyMap<string, string> {
  const width = Math.max(4, String(raws.size).length)
  return new Map([...raws].sort().map((raw, index) => [raw, String(index + 1).padStart(width, '0')]))
}

/** Told apart by what stands before the first and after the last wildcard, which is all that names of resources ever need. */
function matchedPatterns(patterns: Iterable<string>, names: readonly string[]): ReadonlySet<string> {
  const matches = (pattern: string): boolean => {
    const [before = ''] = pattern.split(/[*?]/, 1)
    const after = /[^*?]*$/.exec(pattern)?.[0] ?? ''
    return names.some((name) => name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after))
  }
  return new Set([...patterns].filter(matches))
}
