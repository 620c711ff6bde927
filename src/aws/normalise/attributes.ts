/** The key-value attributes of load balancers and target groups. */
import { compareText } from '../../core/canonical.ts'
import type { Loose } from '../../normalise/loose.ts'
import { flag, neededObjects, neededText, number, raw, text } from '../../normalise/loose.ts'
import type { Note } from '../../normalise/words.ts'

interface Attribute {
  readonly Key?: string | undefined
  readonly Value?: string | undefined
}

/** Attributes by key. */
export interface Attributes {
  readonly all: Readonly<Record<string, string>>
  /** Null when the attribute is missing or empty. */
  readonly text: (key: string) => string | null
  readonly number: (key: string) => number | null
  /** Missing means false, as for every flag that came after the load balancer was made. */
  readonly flag: (key: string) => boolean
}

export function attributesOf(output: Loose<{ readonly Attributes?: readonly Attribute[] | undefined }>): Attributes {
  const pairs = neededObjects(output, 'Attributes').map((one) => [neededText(one, 'Key'), text(one, 'Value') ?? ''] as const)
  const all = Object.fromEntries(pairs.toSorted(([one], [other]) => compareText(one, other)))
  const values: Loose<Record<string, string>> = all
  return {
    all,
    text: (key) => (raw(values, key) === '' ? null : text(values, key)),
    number: (key) => number(values, key),
    flag: (key) => flag(values, key) ?? false,
  }
}

/** Notes the attributes that no pattern knows. */
export function noteUnknown({ all }: Attributes, patterns: readonly RegExp[], what: string, note: Note): void {
  for (const key of Object.keys(all)) if (!patterns.some((pattern) => pattern.test(key))) note(`${what} attribute ${key}`)
}
