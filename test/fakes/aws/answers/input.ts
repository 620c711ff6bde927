import type { Item } from '../../../scenarios/world.ts'

/** The items of a list member; none when it is left out. */
export function itemsOf(value: unknown): readonly Item[] {
  return Array.isArray(value) ? (value as readonly Item[]) : []
}

/** The texts of a list member, or the one text; none when it is left out. */
export function textsOf(value: unknown): readonly string[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value.map(String) : [String(value)]
}
