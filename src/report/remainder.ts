/** What diagnoses that a report does not tell in full still have to say. */
import type { BlindSpot, Diagnosis, Risk } from '../core/diagnosis.ts'
import { subjectName } from './words.ts'

export interface Remainder {
  /** Each with the name of whom it concerns. */
  readonly risks: readonly (Risk & { readonly owner: string })[]
  /** Equal ones once, with all the causes they may hide. */
  readonly blindSpots: readonly BlindSpot[]
}

/** Their risks, and their blind spots merged. */
export function remainderOf(diagnoses: readonly Diagnosis[]): Remainder {
  const risks = diagnoses.flatMap((diagnosis) => diagnosis.risks.map((risk) => ({ ...risk, owner: subjectName(diagnosis) })))
  const merged = new Map<string, BlindSpot>()
  for (const spot of diagnoses.flatMap((diagnosis) => diagnosis.blindSpots)) {
    const key = [spot.what, spot.why, spot.permission ?? '', spot.message].join('\n')
    const before = merged.get(key)
    merged.set(key, before === undefined ? spot : { ...before, hides: [...new Set([...before.hides, ...spot.hides])] })
  }
  return { risks, blindSpots: [...merged.values()] }
}
