import type { Progress } from '../../collect/progress.ts'
import type { TimeWindow } from '../../core/evidence.ts'
import type { LogsChoice } from '../logs/index.ts'
import type { AzureSession, SessionOptions } from '../session.ts'

/** How to collect. What judging depends on is saved with the evidence. */
export interface AzureCollectOptions extends SessionOptions {
  readonly window: TimeWindow
  readonly logs: LogsChoice
  /** Where log queries are answered, if not where the cloud has it; https only. */
  readonly logsEndpoint?: string | undefined
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
  /** Shared by several runs, so that they read common things once; cloud, endpoint and credential are its own. Closed by whoever opened it. */
  readonly session?: AzureSession | undefined
}
