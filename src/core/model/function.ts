/** Functions as backends. */
import type { Fact } from '../fact.ts'

export interface FunctionBackend {
  readonly configuration: Fact<FunctionConfiguration>
  /** Reserved concurrency; null value: none reserved. */
  readonly reservedConcurrency: Fact<number | null>
  /** Whether the function's policy lets the load balancer invoke it for this pool. */
  readonly invokable: Fact<{ readonly allowed: boolean; readonly because: string }>
}

export interface FunctionConfiguration {
  readonly name: string
  readonly timeoutSeconds: number
  readonly memoryMegabytes: number | null
  readonly state: 'active' | 'pending' | 'inactive' | 'failed' | 'other'
  readonly providerState: string
  /** Reason codes and texts the provider gives for a bad state or a failed update; null when all is well. */
  readonly providerReason: string | null
  readonly lastUpdateFailed: boolean
}
