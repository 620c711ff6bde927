/** Telling "there is none" from "it was not found because one may not look". */
import type { CallRecord } from '../../core/evidence.ts'

/** Whether the call asked for one object and Azure said that there is none. A subscription that is not found says nothing of the kind. */
export function isGone({ outcome }: CallRecord): boolean {
  return (
    !outcome.ok &&
    outcome.gap === 'notFound' &&
    /^(?:NotFound|(?:Parent)?ResourceNotFound|ResourceGroupNotFound)$/.test(outcome.code)
  )
}
