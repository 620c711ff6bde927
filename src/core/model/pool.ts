/** A pool: who is in it, how it is reached and how it is probed. */
import type { Fact } from '../fact.ts'
import type { Path } from '../network/model.ts'
import type { Backend } from './backend.ts'
import type { Service } from './service.ts'

export interface Pool {
  readonly id: string
  readonly name: string
  /** Names under which the provider keeps the parts of the pool, for commands; null where a part has no name of its own. */
  readonly partNames: { readonly members: string; readonly setting: string | null; readonly probe: string | null }
  readonly config: Fact<PoolConfig>
  readonly settings: Fact<PoolSettings>
  /** Registered backends with their health; complete or unknown. */
  readonly backends: Fact<readonly Backend[]>
  /** Whether health could be read, where registrations and health are told apart; backends of unread health are `unknown`. */
  readonly healthRead: Fact<true>
  /** Every zone of the balancer to every backend, for the traffic port and, where it differs, the probe port. */
  readonly paths: Fact<readonly Path[]>
  /** Zones (names) whose nodes may send to this pool's backends in any zone, or only to their own. */
  readonly crossZone: Fact<boolean>
  /** Orchestrated services that register backends here. Empty when none do. */
  readonly services: Fact<readonly Service[]>
  /** Whether any route of the balancer sends requests here, and whether it is the only pool that any route sends to. */
  readonly routing: Fact<{ readonly reached: boolean; readonly onlyPool: boolean; readonly weight: 'all' | 'some' | 'zero' }>
}

export interface PoolConfig {
  readonly backendKind: 'instance' | 'address' | 'function' | 'balancer'
  readonly protocol: 'http' | 'https'
  readonly protocolVersion: 'http1' | 'http2' | 'grpc'
  /** Null for functions. */
  readonly port: number | null
  readonly ipv6: boolean
  readonly networkId: string | null
  /** Null when it is not stated whose pool it is. */
  readonly loadBalancerIds: readonly string[] | null
  /** What requests to the backend present as Host. */
  readonly host: PresentedName
  /** Null for plain HTTP. */
  readonly tls: BackendTls | null
  readonly probe: Probe
}

/** A name presented to a backend, in Host or in TLS. */
export type PresentedName =
  | { readonly kind: 'none' }
  | { readonly kind: 'fixed'; readonly name: string }
  /** The name under which the backend is registered; none for one registered by address. */
  | { readonly kind: 'backend' }
  /** Whatever the client sent. */
  | { readonly kind: 'client' }

export interface BackendTls {
  readonly verifies: { readonly chain: boolean; readonly name: boolean }
  /** Whom certificates must come from: well-known authorities, or the roots given to the balancer. Null where nobody checks. */
  readonly trusts: 'well-known' | 'given' | null
  /** The server name (SNI) in the handshake of requests. Where names are verified, the certificate must carry it. */
  readonly serverName: PresentedName
}

export interface Probe {
  readonly enabled: boolean
  /** Whether somebody configured it, or it is the platform's default. */
  readonly custom: boolean
  readonly protocol: 'http' | 'https' | 'tcp'
  /** What it presents as Host. */
  readonly host: PresentedName
  /** The server name (SNI) of its handshake; `none` for plain HTTP. */
  readonly serverName: PresentedName
  /** Null: the traffic port. */
  readonly port: number | null
  readonly path: string | null
  readonly intervalSeconds: number
  readonly timeoutSeconds: number
  readonly healthyThreshold: number
  readonly unhealthyThreshold: number
  /** The provider's notation: `200-299`, gRPC codes `0`. */
  readonly expectedStatus: string | null
  readonly expectedBody: string | null
}

export interface PoolSettings {
  /** How long the balancer waits for a backend's answer; null where the balancer's idle timeout says so. */
  readonly answerTimeoutSeconds: number | null
  readonly drainSeconds: number
  readonly slowStartSeconds: number
  /** Backends needed before the balancer routes to all of them (fail-open); null when the provider has no such rule. */
  readonly failOpenBelow: number | null
  readonly multiValueHeaders: boolean
  readonly stickiness: boolean
}
