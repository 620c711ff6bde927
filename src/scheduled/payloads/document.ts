/** The alert as a JSON document, for the generic webhook and for EventBridge: all of the diagnosis that fits. */
import type { Diagnosis } from '../../core/diagnosis.ts'
import { tool } from '../../core/tool.ts'
import { cleanText, escapeJson } from '../../report/clean.ts'
import type { Alert } from '../alert.ts'
import { bytesOf, firstThatFits } from './bounds.ts'
import { shortened } from './text.ts'

/** An entry of EventBridge has 256 KB, with all its fields. */
export const mostBytes = 240_000

/** JSON of at most `mostBytes`. `left` names what of the diagnoses had to be left out. */
export function alertDocument(alert: Alert): string {
  return firstThatFits(documents(alert), mostBytes)
}

/** The fields of which each is left out, one after the other, until the rest fits. */
const dispensable = ['traffic', 'unmodelled', 'requestPath', 'ruledOut', 'risks', 'changes', 'blindSpots', 'causes'] as const

function* documents(alert: Alert): Generator<string> {
  const { kind, title, loadBalancer, verdict, headline, causes, facts, notes, diagnoses } = alert
  const summary = { schemaVersion: 1, tool, kind, title, loadBalancer, verdict, headline, causes, facts, notes }
  yield json({ ...summary, left: [], diagnoses })
  for (let left = 1; left <= dispensable.length; left += 1) {
    const gone = dispensable.slice(0, left)
    yield json({ ...summary, left: gone, diagnoses: diagnoses.map((each) => without(each, gone)) })
  }
  const brief = { ...summary, causes: causes.map((cause) => shortened(cause, 500)) }
  yield json({ ...brief, left: ['diagnoses'], diagnoses: [] })
}

function without(diagnosis: Diagnosis, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(diagnosis).filter(([name]) => !names.includes(name)))
}

function json(document: object): string {
  return escapeJson(JSON.stringify(document))
}

/** The few words that a subscription filters by. */
export function alertDigest({ kind, loadBalancer, verdict, causes }: Alert): string {
  const ids = [...new Set(causes.map(({ id }) => id))]
  const text = json({ schemaVersion: 1, kind, loadBalancer, verdict, causes: ids })
  return bytesOf(text) <= 8000
    ? text
    : json({ schemaVersion: 1, kind, verdict, name: cleanText(loadBalancer.name).slice(0, 100) })
}
