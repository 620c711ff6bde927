import type { Asker } from '../asker.ts'
import type { AzureSession } from '../session.ts'
import type { AzureCollectOptions } from './options.ts'

/** One run: what to ask with, and how. */
export interface Run {
  readonly asker: Asker
  readonly session: AzureSession
  readonly options: AzureCollectOptions
  /** Aborted at the deadline. */
  readonly signal: AbortSignal
}
