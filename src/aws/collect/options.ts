import type { Progress } from '../../collect/progress.ts'
import type { TimeWindow } from '../../core/evidence.ts'
import type { LogChoice } from '../log-request.ts'
import type { AwsSession } from '../session.ts'

/** How to collect. What judging depends on is saved with the evidence. */
export interface AwsCollectOptions {
  /** Undefined: the target's ARN or the SDK's own configuration says it. */
  readonly region?: string | undefined
  /** A profile of the shared configuration files; ignored when a session is given. */
  readonly profile?: string | undefined
  /** A role to assume with those credentials; ignored when a session is given. */
  readonly roleArn?: string | undefined
  readonly window: TimeWindow
  readonly logs: LogChoice
  /** After this time whatever is outstanding becomes a gap. */
  readonly deadlineSeconds: number
  readonly backendKeepAliveSeconds: number | null
  readonly only: readonly string[]
  readonly ignore: readonly string[]
  /** When collecting begins; nothing in here reads a clock for it. */
  readonly now: Date
  /** Ends the run early, with what is known by then. */
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
  /** Shared by several runs, so that they read common things once. Closed by whoever opened it. */
  readonly session?: AwsSession | undefined
}
