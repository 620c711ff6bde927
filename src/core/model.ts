/**
 * The common model: one load balancer as both clouds can be described, made of Facts. Provider words survive only in fields
 * named `provider…` or `label`, for display.
 */
import type { Cloud, TimeWindow } from './evidence.ts'
import type { Fact } from './fact.ts'
import type { Inventory } from './inventory.ts'
import type { Path } from './network/model.ts'
import type { LogReading, ProbeLogReading } from './traffic.ts'

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

/** Count metrics: missing points mean zero. Gauges: missing points mean no sample. */
export type MetricName =
  | 'requests'
  | 'gateway-502'
  | 'gateway-503'
  | 'gateway-504'
  | 'gateway-4xx'
  | 'gateway-5xx'
  | 'backend-5xx'
  | 'backend-4xx'
  | 'backend-2xx'
  | 'connection-errors'
  | 'tls-errors'
  | 'response-seconds-average'
  | 'response-seconds-maximum'
  | 'healthy-backends-minimum'
  | 'unhealthy-backends-maximum'
  | 'fail-open-requests'
  | 'rejected-connections'
  | 'capacity-units'
  | 'compute-units'
  | 'connect-seconds-maximum'
  | 'active-connections'
  | 'new-connections'
  | 'function-user-errors'
  | 'function-internal-errors'
  | 'cpu-percent-maximum'

export interface MetricSeries {
  readonly name: MetricName
  /** Pool id, or null for the whole balancer. */
  readonly pool: string | null
  /** Zone name, or null for all zones. */
  readonly zone: string | null
  /** Backend (machine) id for resource metrics; null otherwise. */
  readonly backend: string | null
  readonly periodSeconds: number
  /** [ISO start of the period, value], ascending; only points the provider returned. */
  readonly points: readonly (readonly [string, number])[]
}

export type ChangeKind =
  | 'firewall'
  | 'routing'
  | 'dns'
  | 'registration'
  | 'pool-settings'
  | 'balancer-settings'
  | 'listener'
  | 'deployment'
  | 'power'
  | 'function'
  | 'other'

export interface Change {
  readonly at: string
  readonly who: string
  /** The provider's event name and the object: `RevokeSecurityGroupIngress sg-app`. */
  readonly what: string
  readonly kind: ChangeKind
  /** Ids of the objects named in the event. */
  readonly objectIds: readonly string[]
}
