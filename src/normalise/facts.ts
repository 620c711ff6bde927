/** Facts together. */
import type { Fact, Source } from '../core/fact.ts'

/** All values; the first gap wins. Each source is named once. */
export function allFacts<T>(facts: readonly Fact<T>[]): Fact<readonly T[]> {
  const values: T[] = []
  const sources = new Map<string, Source>()
  for (const fact of facts) {
    if (!fact.known) return fact
    values.push(fact.value)
    for (const source of fact.sources) sources.set(JSON.stringify(source), source)
  }
  return { known: true, value: values, sources: [...sources.values()] }
}
