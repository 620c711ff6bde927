/** A member of a pool, its health, and what stands behind it. */
import type { Fact } from '../fact.ts'
import type { FunctionBackend } from './function.ts'

export type HealthState = 'healthy' | 'unhealthy' | 'initial' | 'draining' | 'unused' | 'unavailable' | 'unknown'
export type HealthReason =
  | 'none'
  /** The connection was refused or broke, or what came back is no HTTP. */
  | 'connection-failed'
  /** No connection; whether refused or met with silence, the provider does not tell. */
  | 'not-connected'
  | 'timed-out'
  | 'status-mismatch'
  | 'body-mismatch'
  | 'registering'
  | 'draining'
  | 'not-registered'
  | 'not-in-use'
  | 'not-running'
  | 'address-unusable'
  | 'checks-disabled'
  | 'name-unresolved'
  | 'certificate-expired'
  | 'certificate-chain'
  | 'certificate-untrusted'
  | 'certificate-name'
  | 'handshake-failed'
  /** The backend took the header of the PROXY protocol for something else. */
  | 'proxy-header-refused'
  /** The provider says that it cannot tell. */
  | 'not-told'
  | 'internal'
  | 'unknown'

export interface Health {
  readonly state: HealthState
  readonly reason: HealthReason
  /** Status codes the probe got, where the provider tells. */
  readonly statuses: readonly number[]
  /** The provider's own words, for display. */
  readonly label: string
}

export interface Backend {
  /** Unique within the pool: `i-0abc:8080`, `10.0.1.5:8080`, a function's id. */
  readonly key: string
  readonly id: string
  readonly port: number | null
  /** The port probes go to. */
  readonly probePort: number | null
  /** The zone it was registered with; `all` when outside the network. */
  readonly zone: string | null
  readonly health: Health
  /** Registered instances: the machine, or null when none with this id exists. Not applicable kinds: known null with `machineApplies` false. */
  readonly machine: Fact<Machine | null>
  /** The interface owning the address, or null when none of the network does. */
  readonly networkInterface: Fact<NetworkInterface | null>
  /** Set for function backends only. */
  readonly function: FunctionBackend | null
  /** `address:port` spellings under which logs name this backend; empty when its addresses are unknown. */
  readonly logKeys: readonly string[]
  /** Set for a backend that is registered by name. */
  readonly named: NamedBackend | null
}

export interface NamedBackend {
  readonly name: string
  readonly resolution: Fact<Resolution>
}

/** What the balancer's network makes of a name, as far as configuration tells. Public DNS is nobody's configuration, so most names are `untold`. */
export type Resolution =
  | { readonly kind: 'resolves'; readonly addresses: readonly string[]; readonly because: string }
  | { readonly kind: 'fails'; readonly because: string }
  /** To another address than the one meant: the public one instead of the private one. */
  | { readonly kind: 'elsewhere'; readonly meant: readonly string[]; readonly because: string }
  | { readonly kind: 'untold'; readonly because: string }

export interface Machine {
  readonly id: string
  readonly state: 'running' | 'starting' | 'stopping' | 'stopped' | 'terminated' | 'unknown'
  readonly providerState: string
  /** The provider's sentence about the last transition, for display. */
  readonly transition: string | null
  readonly zone: string | null
  readonly subnetId: string | null
  readonly networkId: string | null
  readonly addresses: readonly string[]
  readonly groupIds: readonly string[]
}

export interface NetworkInterface {
  readonly id: string
  /** Id of the machine it belongs to; null for one of no machine. */
  readonly machineId: string | null
  readonly description: string
  readonly zone: string | null
  readonly subnetId: string | null
  readonly networkId: string | null
  readonly addresses: readonly string[]
  readonly groupIds: readonly string[]
}
