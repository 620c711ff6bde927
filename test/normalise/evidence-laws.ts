/** What holds for normalising any cloud's evidence. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CallRecord, Evidence } from '../../src/core/evidence.ts'
import type { Snapshot } from '../../src/core/model.ts'
import { judgePath } from '../../src/core/network/path.ts'

/** The passage of every path, by where it leads. */
function passages({ pools }: Snapshot): ReadonlyMap<string, string> {
  const paths = pools.flatMap((pool) => (pool.paths.known ? pool.paths.value : []))
  return new Map(paths.map((path) => [`${path.backendKey} ${path.purpose} ${path.zone}`, judgePath(path).passage]))
}

/** Whether less evidence may lead to this value at this place, because the model has no gap to put there. */
export type Leeway = (at: string, less: unknown) => boolean

/** What the second says otherwise than the first, facts that it no longer knows apart. */
function contradictions(full: unknown, less: unknown, leeway: Leeway, at = ''): readonly string[] {
  // Paths have other hops when less is known; their verdicts are compared instead. Names in logs follow from addresses.
  if (at.endsWith('.paths') || at.endsWith('.sources')) return []
  if (at.endsWith('.logKeys') && Array.isArray(less) && less.length === 0) return []
  if (isFact(full) && isFact(less)) {
    if (!less.known) return []
    return full.known ? contradictions(full.value, less.value, leeway, at) : [`${at} became known`]
  }
  if (leeway(at, less)) return []
  if (!isObject(full) || !isObject(less)) return Object.is(full, less) ? [] : [`${at}: ${String(full)} became ${String(less)}`]
  const keys = new Set([...Object.keys(full), ...Object.keys(less)])
  return [...keys].flatMap((key) => contradictions(full[key], less[key], leeway, `${at}.${key}`))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isFact(value: unknown): value is { readonly known: boolean; readonly value?: unknown } {
  return isObject(value) && typeof value.known === 'boolean' && 'sources' in value
}

function poolsById(snapshot: Snapshot): unknown {
  return { ...snapshot, pools: Object.fromEntries(snapshot.pools.map((pool) => [pool.id, pool])) }
}

function expectWeaker(full: Snapshot, less: Snapshot, leeway: Leeway): void {
  expect(contradictions(poolsById(full), poolsById(less), leeway)).toEqual([])
  const before = passages(full)
  for (const [path, passage] of passages(less)) expect([before.get(path), 'unknown'], path).toContain(passage)
}

function withCalls(evidence: Evidence, calls: readonly CallRecord[]): Evidence {
  return { ...evidence, calls }
}

/** Replaces one value somewhere inside; `steps` choose which. */
function spoil(value: unknown, steps: readonly number[], by: unknown): unknown {
  const [step, ...rest] = steps
  if (step === undefined || typeof value !== 'object' || value === null) return by
  const entries = Object.entries(value)
  if (entries.length === 0) return by
  const index = step % entries.length
  const spoiled = entries.map(([key, member], position) => [key, position === index ? spoil(member, rest, by) : member] as const)
  return Array.isArray(value) ? spoiled.map(([, member]) => member) : Object.fromEntries(spoiled)
}

/** Order is nothing, a missing call is a gap, and no value anywhere brings it down. */
export function describeEvidence(
  title: string,
  evidence: Evidence,
  normalise: (evidence: Evidence) => Snapshot,
  leeway: Leeway = () => false,
): void {
  describe(`evidence about ${title}`, () => {
    const full = normalise(evidence)

    it('gives the same snapshot in whatever order the calls stand', () => {
      const positions = evidence.calls.map((_record, index) => index)
      fc.assert(
        fc.property(fc.shuffledSubarray(positions, { minLength: positions.length }), (order) => {
          const calls = order.flatMap((index) => evidence.calls[index] ?? [])
          expect(normalise(withCalls(evidence, calls))).toEqual(full)
        }),
        { numRuns: 30 },
      )
    })

    it.each(
      evidence.calls.map((record, index) => [`${record.call} ${JSON.stringify(record.input).slice(0, 80)}`, index] as const),
    )('knows less and nothing else without %s', (_name, index) => {
      const calls = evidence.calls.filter((_record, position) => position !== index)
      expectWeaker(full, normalise(withCalls(evidence, calls)), leeway)
    })

    it('knows less and nothing else when calls are refused or answered with garbage', () => {
      const outcomes: readonly CallRecord['outcome'][] = [
        { ok: false, gap: 'denied', code: 'AccessDenied', message: 'no' },
        { ok: false, gap: 'throttled', code: 'Throttling', message: 'Rate exceeded' },
        ...['<html>', null, 7, [{}]].map((output) => ({ ok: true as const, output })),
      ]
      fc.assert(
        fc.property(fc.array(fc.option(fc.constantFrom(...outcomes))), (replacements) => {
          const calls = evidence.calls.map((record, index) => ({ ...record, outcome: replacements[index] ?? record.outcome }))
          expectWeaker(full, normalise(withCalls(evidence, calls)), leeway)
        }),
        { numRuns: 100 },
      )
    })

    it('survives any value in any place', () => {
      const place = fc.tuple(fc.boolean(), fc.nat({ max: evidence.calls.length - 1 }), fc.array(fc.nat(), { maxLength: 9 }))
      const odd = fc.oneof(fc.jsonValue(), fc.constantFrom('', -1, 1e308, '99999999999', '\u001b[31m', '__proto__', {}))
      fc.assert(
        fc.property(place, odd, ([inInput, chosen, steps], by) => {
          const calls = evidence.calls.map((record, index): CallRecord => {
            if (index !== chosen || !record.outcome.ok) return record
            if (inInput) return { ...record, input: spoil(record.input, steps, by) }
            return { ...record, outcome: { ok: true, output: spoil(record.outcome.output, steps, by) } }
          })
          const snapshot = normalise(withCalls(evidence, calls))
          passages(snapshot)
          expect(JSON.parse(JSON.stringify(snapshot)).cloud).toBe(evidence.question.cloud)
        }),
        { numRuns: 400 },
      )
    })
  })
}
