import type { Asker } from '../asker.ts'
import type { AwsSession } from '../session.ts'
import type { AwsCollectOptions } from './options.ts'

/** One run: what to ask with, and how. */
export interface Run {
  readonly asker: Asker
  readonly session: AwsSession
  readonly region: string
  readonly options: AwsCollectOptions
  /** Aborted at the deadline. */
  readonly signal: AbortSignal
}
