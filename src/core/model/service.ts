/** What an orchestrator runs behind a pool. */
import type { Fact } from '../fact.ts'

/** An orchestrator's service (an ECS service) behind a pool. */
export interface Service {
  readonly name: string
  readonly cluster: string
  readonly desired: number
  readonly running: number
  /** The port the container listens on, as its definition says; null when unknown. */
  readonly containerPort: number | null
  readonly containerName: string | null
  /** Ports the definition maps, when it was read. */
  readonly definedPorts: Fact<readonly number[]>
  readonly deployments: readonly { readonly startedAt: string | null; readonly state: string; readonly reason: string | null }[]
  readonly stoppedTasks: Fact<readonly StoppedTask[]>
  /** Recent service events, newest first, bounded. */
  readonly events: readonly { readonly at: string; readonly message: string }[]
}

export interface StoppedTask {
  readonly id: string
  readonly addresses: readonly string[]
  readonly startedAt: string | null
  readonly stoppingAt: string | null
  readonly stoppedAt: string | null
  /** Why, neutral. `replaced`: a deployment or scale-in stopped it on purpose. */
  readonly cause: 'crashed' | 'out-of-memory' | 'failed-health-check' | 'replaced' | 'start-failed' | 'other'
  readonly providerReason: string
  readonly exitCodes: readonly number[]
}
