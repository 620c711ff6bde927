/** Stable names for what must not be told, numbered in the order of what they replace: the same evidence gives the same names. */

export interface Pseudonyms {
  /** `sg-0aaa` becomes `sg-00000001`. */
  readonly id: (prefix: string, raw: string) => string
  readonly account: (raw: string) => string
  /** A subscription, a tenant, a workspace: what has a GUID for its name. */
  readonly guid: (raw: string) => string
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

/** What is to be named: by what tells it from others, its spelling that sorts first. */
type Seen = Map<string, string>

/** `folded`: spellings of a name that differ in their letters' case only are one name. */
export function createCollector({ folded }: { readonly folded: boolean }): Collector {
  const seen = new Map<string, Seen>()
  const keyOf = (raw: string): string => (folded ? raw.toLowerCase() : raw)
  const noted = (kind: string, raw: string, key: string): string => {
    const all = seen.get(kind) ?? new Map<string, string>()
    seen.set(kind, all)
    const before = all.get(key)
    if (before === undefined || raw < before) all.set(key, raw)
    return raw
  }
  const values = (kind: string): readonly string[] => [...(seen.get(kind)?.values() ?? [])]
  return {
    id: (prefix, raw) => noted(`id ${prefix}`, raw, raw),
    account: (raw) => noted('account', raw, raw),
    guid: (raw) => noted('guid', raw, raw.toLowerCase()),
    name: (raw) => noted('name', raw, keyOf(raw)),
    pattern: (raw) => noted('pattern', raw, keyOf(raw)),
    text: (raw) => noted('text', raw, raw),
    path: (raw) => noted('path', raw, raw),
    address: (raw) => noted('address', raw, raw),
    settle: (renumber) => {
      const tables = new Map([...seen].map(([kind, all]) => [kind, numbered(all)]))
      const number = (kind: string, key: string): string => tables.get(kind)?.get(key) ?? '0'
      const matched = matchedPatterns(values('pattern').map(keyOf), values('name').map(keyOf))
      return {
        id: (prefix, raw) => `${prefix}-${number(`id ${prefix}`, raw).padStart(8, '0')}`,
        account: (raw) => number('account', raw).padStart(12, '0'),
        guid: (raw) => `00000000-0000-0000-0000-${number('guid', raw.toLowerCase()).padStart(12, '0')}`,
        name: (raw) => `name-${number('name', keyOf(raw))}`,
        pattern: (raw) => (matched.has(keyOf(raw)) ? '*' : `pattern-${number('pattern', keyOf(raw))}`),
        text: (raw) => `text-${number('text', raw)}`,
        path: (raw) => `/path-${number('path', raw)}`,
        address: renumber(values('address')),
      }
    },
  }
}

/** Numbers of equal width, so that whatever is sorted by name stays in its order. */
function numbered(seen: Seen): ReadonlyMap<string, string> {
  const width = Math.max(4, String(seen.size).length)
  const sorted = [...seen].sort(([, one], [, other]) => (one < other ? -1 : 1))
  return new Map(sorted.map(([key], index) => [key, String(index + 1).padStart(width, '0')]))
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
