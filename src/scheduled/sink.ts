/** Somewhere that alerts go. */
import type { Alert } from './alert.ts'

export interface Sink {
  /** `slack`, never its address: that is a secret. */
  readonly name: string
  /** Rejects when the alert was not taken. */
  readonly send: (alert: Alert, signal: AbortSignal) => Promise<void>
}
