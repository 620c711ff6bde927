import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/core/diagnose.ts'
import type { Diagnosis } from '../../src/core/diagnosis.ts'
import { blackouts } from './blackout.ts'
import { incidents } from './incidents.ts'
import { snapshotWith } from './snapshots.ts'

const first = (diagnoses: readonly Diagnosis[]): Diagnosis => {
  const [diagnosis] = diagnoses
  if (diagnosis === undefined) throw new Error('no diagnosis')
  return diagnosis
}

const founded = (diagnosis: Diagnosis): readonly string[] =>
  diagnosis.causes.filter((cause) => cause.certainty !== 'possible').map((cause) => cause.id)

/** Causes that the full picture holds anywhere: on top, aside, or as what a better one accounts for. */
const named = (diagnosis: Diagnosis): ReadonlySet<string> =>
  new Set([...diagnosis.causes.map((cause) => cause.id), ...diagnosis.risks.map((risk) => risk.id)])

/** What a deeper cause shows itself as, so that losing sight of the deeper one leaves this: true, and less. */
const surface: Readonly<Record<string, readonly string[]>> = {
  'stale-backend': ['port-closed'],
  'deregistered-mid-request': ['worker-timeout'],
}

describe('blackout', () => {
  it.each(incidents)('$name: no fact lost brings up another cause or clears the pool', ({ changes }) => {
    const snapshot = snapshotWith(changes)
    const full = first(diagnose(snapshot))
    for (const { place, snapshot: less } of blackouts(snapshot)) {
      const diagnosis = first(diagnose(less))
      if (full.verdict !== 'clear') expect(diagnosis.verdict, place).not.toBe('clear')
      const allowed = new Set([...named(full), ...founded(full).flatMap((id) => surface[id] ?? [])])
      for (const id of founded(diagnosis)) expect(allowed, `${place}: ${id} came up`).toContain(id)
    }
  })

  it('never fails a healthy balancer for lack of sight', () => {
    const snapshot = snapshotWith()
    for (const { place, snapshot: less } of blackouts(snapshot)) {
      const diagnosis = first(diagnose(less))
      expect(['clear', 'inconclusive'], place).toContain(diagnosis.verdict)
      expect(diagnosis.causes, place).toEqual([])
    }
  })
})
