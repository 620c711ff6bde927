/** The diagnosis: what a report is made of, and the JSON document (schemaVersion 1) that users rely on. */
import type { Cloud, TimeWindow } from './evidence.ts'
import type { Gap } from './fact.ts'
import type { Inventory } from './inventory.ts'

export type Verdict = 'clear' | 'explained' | 'suspected' | 'unexplained' | 'inconclusive'
export type Certainty = 'proven' | 'likely' | 'possible'

export type EvidenceSource =
  | 'access-log'
  | 'metric'
  | 'health'
  | 'config'
  | 'network'
  | 'change'
  | 'probe'
  | 'backend-log'
  | 'function'
  | 'task'

export interface Observation {
  readonly source: EvidenceSource
  /** One sentence, in this incident's own numbers. */
  readonly says: string
  /** The call it came from: `cloudwatch:GetMetricData`. */
  readonly ref: string
}

export interface Fix {
  readonly title: string
  readonly commands: readonly string[]
  readonly risk: 'low' | 'medium' | 'high'
  /** A range: `2-5 min`. */
  readonly time: string
  /** Whether the changed model no longer shows the cause; null when the model cannot tell. */
  readonly verified: boolean | null
}

/** `Id`: the catalogue's ids and those of own checks, where it is known which ran. */
export interface Cause<Id extends string = string> {
  readonly id: Id
  readonly certainty: Certainty
  readonly title: string
  readonly summary: string
  /** Null when no request-level evidence exists. */
  readonly explains: { readonly requests: number; readonly of: number } | null
  readonly affected: readonly string[]
  readonly evidence: readonly Observation[]
  readonly against: readonly Observation[]
  readonly fixes: readonly Fix[]
  readonly docs: string
}

export interface RuledOut<Id extends string = string> {
  readonly id: Id
  readonly because: string
}

export interface Risk<Id extends string = string> {
  /** A cause that is not failing requests now; `sibling-pool`: failures of a pool that was not asked about. */
  readonly id: Id | 'sibling-pool'
  readonly summary: string
}

export interface BlindSpot<Id extends string = string> {
  readonly what: string
  readonly why: Gap
  /** Null when no permission would help. */
  readonly permission: string | null
  readonly hides: readonly Id[]
  /** The provider's words, or why nobody asked. */
  readonly message: string
}

export interface SuspectedChange {
  readonly at: string
  readonly who: string
  readonly what: string
  readonly suspicious: boolean
}

export interface MinuteTraffic {
  readonly at: string
  readonly requests: number | null
  readonly gateway502: number | null
  readonly backend502: number | null
  readonly gateway503: number | null
  readonly gateway504: number | null
  /** See the summary's. */
  readonly gateway5xx?: number
}

export interface TrafficSummary {
  /** Null wherever the evidence does not tell. */
  readonly requests: number | null
  readonly gateway502: number | null
  readonly backend502: number | null
  readonly gateway503: number | null
  readonly gateway504: number | null
  /** Failures of the balancer that metrics count as one class, so that a 502 and a 504 cannot be told apart. Absent where they can. */
  readonly gateway5xx?: number
  readonly source: 'access-log' | 'metric' | null
  /** Set when failures are counted over all pools of the balancer together, because metrics do not tell whose they are. */
  readonly ofAllPools?: true
  /** Answers that are no failures of this leg, by what they are: `{"460": 12, "backend 500": 3}`. */
  readonly other: Readonly<Record<string, number>>
  readonly byMinute: readonly MinuteTraffic[]
}

/** One hop of the request's way, for the path picture. */
export interface RequestHop {
  readonly name: string
  readonly mark: 'ok' | 'fail' | 'warn' | 'unknown' | 'none'
  readonly says: string
}

export interface Diagnosis<Id extends string = string> {
  readonly schemaVersion: 1
  readonly tool: { readonly name: string; readonly version: string }
  readonly verdict: Verdict
  readonly headline: string
  readonly subject: {
    readonly cloud: Cloud
    readonly loadBalancer: { readonly id: string; readonly name: string } | null
    readonly pools: readonly { readonly id: string; readonly name: string }[]
  }
  readonly window: TimeWindow
  readonly traffic: TrafficSummary
  readonly requestPath: readonly RequestHop[]
  readonly causes: readonly Cause<Id>[]
  readonly ruledOut: readonly RuledOut<Id>[]
  readonly risks: readonly Risk<Id>[]
  readonly blindSpots: readonly BlindSpot<Id>[]
  readonly changes: readonly SuspectedChange[]
  /** Seen and not understood, one line each. */
  readonly unmodelled: readonly string[]
  /** What became of every line of the log files, where they are all that was read. */
  readonly logFiles?: Inventory
}
