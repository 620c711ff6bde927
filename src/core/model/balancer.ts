/** The balancer itself: what it is, how it is set up, where it sends requests. */
import type { Fact } from '../fact.ts'
import type { Path } from '../network/model.ts'
import type { NetworkInterface } from './backend.ts'

export interface LoadBalancer {
  /** Null when it could not be determined. */
  readonly id: string | null
  readonly name: string | null
  readonly region: string
  readonly account: string | null
  readonly overview: Fact<LoadBalancerOverview>
  readonly settings: Fact<LoadBalancerSettings>
  readonly listeners: Fact<readonly Listener[]>
  /** The balancer's own interfaces as they are now; they change when it scales. Empty where the platform does not show them. */
  readonly nodes: Fact<readonly NetworkInterface[]>
  /** What the platform itself needs to reach or leave the balancer by, so that it works at all. Empty where nothing can stand in its way. */
  readonly upkeep: Fact<readonly Path[]>
}

export interface LoadBalancerOverview {
  /** `update-failed`: it serves, but its last change of configuration was not taken over. */
  readonly state: 'active' | 'provisioning' | 'impaired' | 'update-failed' | 'failed' | 'stopped' | 'unknown'
  readonly providerState: string
  readonly providerReason: string | null
  /** Null when it is not stated. */
  readonly scheme: 'public' | 'internal' | null
  readonly ipv6: boolean
  readonly networkId: string | null
  readonly zones: readonly { readonly name: string; readonly subnetId: string }[]
  readonly groupIds: readonly string[]
  readonly dnsName: string | null
}

export interface LoadBalancerSettings {
  /** How long the balancer keeps a connection to a backend open without data; null where the platform does not tell. */
  readonly idleTimeoutSeconds: number | null
  /** The most it can grow to, in the provider's capacity units; null where there is no such ceiling or it is not known. */
  readonly maximumCapacityUnits: number | null
  readonly accessLog: LogDestination
  readonly probeLog: LogDestination
  /** Everything else, for display. */
  readonly other: Readonly<Record<string, string>>
}

export type LogDestination = { readonly enabled: false } | { readonly enabled: true; readonly place: string }

export interface Listener {
  readonly id: string
  readonly port: number
  readonly protocol: string
  readonly routes: Fact<readonly Route[]>
}

export interface Route {
  readonly id: string
  /** Evaluated ascending; the default route last (Infinity is not JSON, so null). */
  readonly priority: number | null
  /** For display: `host shop.example.com, path /api/*`; empty for the default route. */
  readonly condition: string
  readonly action: 'forward' | 'redirect' | 'fixed-response' | 'other'
  /** What a fixed response answers, where the provider states it. */
  readonly fixedStatus?: number
  readonly targets: readonly { readonly poolId: string; readonly weight: number }[]
}
