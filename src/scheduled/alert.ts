/** One message about one load balancer, before it takes the form of a sink. */
import type { Diagnosis, Verdict } from '../core/diagnosis.ts'
import { tool } from '../core/tool.ts'
import { cleanStrings, cleanText } from '../report/clean.ts'
import { trafficWords, windowWords } from '../report/words.ts'
import type { Outcome } from './outcome.ts'
import type { ChangeKind } from './state.ts'

/** Every string but those of the diagnoses is cleaned: no control or invisible characters, and of bounded length. */
export interface Alert {
  readonly kind: ChangeKind
  /** One line. */
  readonly title: string
  readonly loadBalancer: { readonly id: string; readonly name: string }
  readonly verdict: Verdict
  readonly headline: string
  readonly causes: readonly AlertCause[]
  /** Sentences on traffic, window, what is not seen. */
  readonly facts: readonly string[]
  /** What of alerting itself its reader must know. */
  readonly notes: readonly string[]
  /** As judged, with whatever hostile strings they hold. */
  readonly diagnoses: readonly Diagnosis[]
}

export interface AlertCause {
  readonly id: string
  readonly certainty: string
  readonly pool: string
  readonly title: string
  readonly summary: string
  readonly fix: string | null
}

const words: Readonly<Record<ChangeKind, string>> = {
  incident: 'failing',
  changed: 'still failing, differently',
  recovery: 'well again',
  'not-known': 'not known',
  reminder: 'still failing',
}

/** More would be read by nobody; the whole diagnosis is in the log. */
const mostCauses = 5

export function alertOf(kind: ChangeKind, outcome: Outcome, notes: readonly string[]): Alert {
  const { name, key, verdict, diagnoses } = outcome
  const first = diagnoses[0]
  const cleanName = cleanText(name)
  return {
    kind,
    title: `${tool.name}: ${cleanName} is ${words[kind]}`,
    loadBalancer: { id: cleanText(first?.subject.loadBalancer?.id ?? key), name: cleanName },
    verdict,
    headline: cleanText(outcome.headline),
    causes: cleanStrings(diagnoses.flatMap(causesOf)).slice(0, mostCauses),
    facts: cleanStrings(factsOf(outcome)),
    notes,
    diagnoses,
  }
}

function causesOf({ causes, subject }: Diagnosis): readonly AlertCause[] {
  const pool = subject.pools.map(({ name }) => name).join(', ')
  return causes.map(({ id, certainty, title, summary, fixes }) => ({
    id,
    certainty,
    pool,
    title,
    summary,
    fix: fixes[0]?.title ?? null,
  }))
}

function factsOf({ diagnoses, blindSpots }: Outcome): readonly string[] {
  const [first] = diagnoses
  if (first === undefined) return []
  const traffic = diagnoses.flatMap((each) =>
    trafficWords(each.traffic).map((sentence) => {
      const pools = each.subject.pools.map(({ name }) => name).join(', ')
      return diagnoses.length === 1 || pools === '' ? sentence : `${pools}: ${sentence}`
    }),
  )
  const unseen =
    blindSpots === 0 ? [] : [`${blindSpots} blind ${blindSpots === 1 ? 'spot' : 'spots'}: not everything could be read.`]
  return [windowWords(first.window), ...traffic.slice(0, 10), ...unseen]
}
