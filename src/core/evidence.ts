/**
 * Evidence: what was asked of the cloud and what came back, errors included. It is plain JSON, it is what `--save` writes,
 * and everything downstream is a pure function of it.
 */
import type { Gap } from './fact.ts'

export type Cloud = 'aws' | 'azure'

export interface TimeWindow {
  /** ISO 8601, UTC. */
  readonly from: string
  readonly to: string
}

/** One logical call: all its pages merged into one output, or the error that ended it. Never "the pages we managed to get". */
export interface CallRecord {
  /** As the provider names the action: `elasticloadbalancing:DescribeTargetHealth`. */
  readonly call: string
  /** The region or endpoint scope the call went to. */
  readonly scope: string
  readonly permission: string
  readonly input: unknown
  readonly outcome: CallOutcome
}

export type CallOutcome =
  | { readonly ok: true; readonly output: unknown }
  | {
      readonly ok: false
      readonly gap: Gap
      /** The provider's error code: `AccessDenied`. */
      readonly code: string
      readonly message: string
    }

/** What the user asked for, as far as judging depends on it. Saved with the evidence so that a replay judges alike. */
export interface Question {
  readonly cloud: Cloud
  readonly region: string
  /** Provider id of the load balancer; null when it could not be determined. */
  readonly loadBalancerId: string | null
  /** Provider ids of the pools to judge, in the order they are reported. */
  readonly poolIds: readonly string[]
  readonly window: TimeWindow
  /** The backend's keep-alive timeout in seconds, when the user told it. */
  readonly backendKeepAliveSeconds: number | null
  /** Cause ids to judge only, or to leave out. Empty: all. */
  readonly only: readonly string[]
  readonly ignore: readonly string[]
}

export interface Evidence {
  readonly schemaVersion: 1
  readonly tool: { readonly name: string; readonly version: string }
  /** When collecting began. ISO 8601, UTC. */
  readonly collectedAt: string
  readonly question: Question
  /** Sorted by call, scope and input, so that the order of arrival leaves no trace. */
  readonly calls: readonly CallRecord[]
}
