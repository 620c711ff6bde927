/**
 * What a check is. It takes one pool of one snapshot and says whether its cause is at work there. It reads facts through a
 * Reader, so that the runner knows what every judgement rests on and what a missing fact hides.
 */
import type { CauseId } from './catalogue.ts'
import type { Certainty, EvidenceSource } from './diagnosis.ts'
import type { Fact } from './fact.ts'
import type { Pool, Snapshot } from './model.ts'
import type { FailureGroup } from './traffic.ts'

export interface Reader {
  /** The value, or the end of this check on this subject as `unknown`. */
  need<T>(fact: Fact<T>): T
  /** The value, or undefined; the check goes on with less. A gap is still reported as hiding this cause. */
  see<T>(fact: Fact<T>): T | undefined
}

export interface Subject {
  readonly snapshot: Snapshot
  readonly pool: Pool
}

/** An observation as a check states it; `fact` gives the report its `ref`. */
export interface Stated {
  readonly source: EvidenceSource
  readonly says: string
  readonly fact: Fact<unknown>
}

/** A remedy, and optionally the change it makes to the model, so that the runner can judge again and tell whether it helps. */
export interface Remedy {
  readonly title: string
  readonly commands: readonly string[]
  readonly risk: 'low' | 'medium' | 'high'
  readonly time: string
  readonly apply?: (snapshot: Snapshot) => Snapshot
}

/** Failing requests a finding accounts for: parts of the access log's groups, or a number counted by metrics. */
export interface Claim {
  readonly parts: readonly { readonly group: FailureGroup; readonly requests: number }[]
  /** When no log tells: how many failures the metrics attribute; 0 when none can be attributed. */
  readonly counted: number
}

export interface Failing {
  readonly status: 'fail'
  readonly certainty: Certainty
  /** The start of the headline, stated flatly: how sure it is, the headline adds. `Backends refuse connections on port 8080`. */
  readonly headline: string
  /** One paragraph in this incident's own numbers. */
  readonly summary: string
  readonly affected: readonly string[]
  readonly claim: Claim
  readonly evidence: readonly Stated[]
  readonly against: readonly Stated[]
  readonly remedies: readonly Remedy[]
}

export type Judgement =
  /** The cause is not at work here, and `because` says what shows it. */
  | { readonly status: 'pass'; readonly because: string }
  /** The cause cannot occur here, or nothing here points at it; not worth a line in the report. */
  | { readonly status: 'skip' }
  /** Not failing now, but it will or could. */
  | { readonly status: 'risk'; readonly summary: string }
  | Failing

/** A check for a cause of the catalogue, which has its title and its page. */
export interface Check {
  readonly id: CauseId
  readonly judge: (subject: Subject, read: Reader) => Judgement
}

/** A check of a program's own, for a cause that the catalogue does not have, so that it brings the words itself. */
export interface OwnCheck<Id extends string = string> {
  readonly id: Id
  /** The defect in one line, as reports show it. */
  readonly title: string
  /** Where to read more. */
  readonly docs?: string
  readonly judge: Check['judge']
}

export type AnyCheck = Check | OwnCheck

/** Keeps the id's own type, so that diagnoses name it. */
export function defineCheck<const Id extends string>(check: OwnCheck<Id>): OwnCheck<Id> {
  return check
}
