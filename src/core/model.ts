/**
 * The common model: one load balancer as both clouds can be described, made of Facts. Provider words survive only in fields
 * named `provider…` or `label`, for display.
 */
import type { Cloud, TimeWindow } from './evidence.ts'
import type { Fact } from './fact.ts'
import type { Inventory } from './inventory.ts'
import type { LoadBalancer } from './model/balancer.ts'
import type { Change } from './model/change.ts'
import type { MetricSeries } from './model/metrics.ts'
import type { Pool } from './model/pool.ts'
import type { LogReading, ProbeLogReading } from './traffic.ts'

export type * from './model/backend.ts'
export type * from './model/balancer.ts'
export type * from './model/change.ts'
export type * from './model/function.ts'
export type * from './model/metrics.ts'
export type * from './model/pool.ts'
export type * from './model/service.ts'

export interface Snapshot {
  readonly cloud: Cloud
  readonly conduct: Conduct
  readonly collectedAt: string
  readonly window: TimeWindow
  /** What the user told about the backend and no API shows. */
  readonly assumptions: { readonly backendKeepAliveSeconds: number | null }
  readonly loadBalancer: LoadBalancer
  /** The pools asked about, in the order asked. */
  readonly pools: readonly Pool[]
  readonly metrics: Fact<readonly MetricSeries[]>
  readonly accessLog: Fact<LogReading>
  readonly probeLog: Fact<ProbeLogReading>
  /** Management events on the objects involved, ascending by time. */
  readonly changes: Fact<readonly Change[]>
  /** What was seen and not understood, one line each: unknown enum values, unknown attributes. */
  readonly unmodelled: readonly string[]
  /** What became of every line, where log files are all there is. */
  readonly inventory?: Inventory
}

/** How this kind of balancer behaves where kinds differ. It belongs to the platform and generation, not to one balancer. */
export interface Conduct {
  /** What it answers when a backend did not take the connection, or did not answer, in time. */
  readonly timeoutStatus: 502 | 504
  /** What it answers when it knows no backend to send to. */
  readonly nobodyStatus: 502 | 503
  /** What it does when every backend of a pool is unhealthy: send to all of them anyway, or answer `nobodyStatus` itself. */
  readonly allUnhealthy: 'sends-anyway' | 'answers-itself'
  /** Whether it looks at the certificates of backends, and presents a server name to them. */
  readonly verifiesCertificates: boolean
  /** Whether its metrics count failed connections and handshakes, so that counting none means that there were none. */
  readonly countsConnectionErrors: boolean
}
