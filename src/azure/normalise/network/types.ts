/** What the normaliser of gateways and pools, and the one of the network around them, tell each other. */
import type { Fact } from '../../../core/fact.ts'
import type { NetworkInterface } from '../../../core/model.ts'
import type { Path } from '../../../core/network/model.ts'

/** The gateway as far as packets are concerned. */
export interface GatewayPlace {
  /** ARM id as the gateway states it. */
  readonly id: string
  /** Lower case, without spaces: `westeurope`. */
  readonly location: string
  /** ARM id of the subnet its instances live in. */
  readonly subnetId: string
  readonly generation: 'v1' | 'v2'
  /**
   * Whether the gateway was deployed with network isolation, which frees it of the platform's own rules and routes. No property says
   * so: `true` and `false` are what the tags and frontends suggest, null is no hint.
   */
  readonly isolated: boolean | null
  /** Frontend addresses as ARM ids of public IP addresses. Empty: it has a private frontend only. */
  readonly publicAddressIds: readonly string[]
}

/** One backend as an end of paths. */
export interface BackendPlace {
  /** `Backend.key`. */
  readonly key: string
  /** For display: `vm-a`, `10.0.2.4`. */
  readonly label: string
  /**
   * The address that the gateway sends to. Null where none is meant to exist: the interface is gone or a name fails to resolve. Unknown
   * where it cannot be told, as for a public name.
   */
  readonly address: Fact<string | null>
  /** The interface owning the address, or null when none does; its `id` and `subnetId` are ARM ids as Azure spelled them. */
  readonly networkInterface: Fact<NetworkInterface | null>
  readonly port: number
  readonly probePort: number
}

/** One pool as an end of paths. */
export interface PoolContext {
  readonly poolId: string
  readonly backends: Fact<readonly BackendPlace[]>
}

/** The network around one gateway. */
export interface AzureNetwork {
  /** From the gateway's subnet to every backend: for the traffic port and, where it differs, the probe port. */
  readonly pathsTo: (pool: PoolContext) => Fact<readonly Path[]>
  /** What the platform needs to reach the gateway by, and the gateway the platform. */
  readonly upkeepPaths: () => Fact<readonly Path[]>
}
