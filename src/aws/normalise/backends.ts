/** Registered targets joined with what they are: the machine, the interface that owns the address, or the function. */
import { type Fact, known, mapFact, type UnknownFact, unknown } from '../../core/fact.ts'
import type { Backend, FunctionBackend, NetworkInterface, PoolConfig } from '../../core/model.ts'
import { hostCidr, isIpv6, sameSpelling } from '../../normalise/addresses.ts'
import { sourceOf } from '../call-names.ts'
import { interfaceOwning } from './interfaces.ts'
import { lookUp } from './listing.ts'
import type { Instanced } from './machines.ts'
import type { Network } from './network.ts'
import { peersOf } from './peerings.ts'
import type { Target } from './targets.ts'

/** A backend, and the address that the load balancer sends to. */
export interface Addressed {
  readonly kind: Target['kind']
  readonly backend: Backend
  /** Null when it has none: a function, or a machine that is gone. */
  readonly address: Fact<string | null>
}

export interface PoolPlace {
  readonly config: Fact<PoolConfig>
  /** The VPC of the pool. */
  readonly networkId: Fact<string>
}

export function readBackend(
  target: Target,
  place: PoolPlace,
  network: Network,
  readFunction: (id: string) => FunctionBackend,
): Addressed {
  const { kind, key, id, port, probePort, zone, health } = target
  const same = { key, id, port, probePort, zone, health }
  switch (kind) {
    case 'function': {
      const backend = {
        ...same,
        machine: known(null),
        networkInterface: known(null),
        function: readFunction(id),
        logKeys: [],
        named: null,
      }
      return { kind, backend, address: known(null) }
    }
    case 'address': {
      const address = readAddress(id)
      const networkInterface = owner(id, zone, place, network)
      return {
        kind,
        backend: {
          ...same,
          machine: known(null),
          networkInterface,
          function: null,
          logKeys: logKeys(address, port),
          named: null,
        },
        address,
      }
    }
    case 'instance': {
      const instanced = lookUp(network.machines, id, { 'instance-id': id })
      const address = instanceAddress(instanced, place.config)
      return {
        kind,
        backend: {
          ...same,
          machine: mapFact(instanced, (found) => found?.machine ?? null),
          networkInterface: primaryInterface(instanced),
          function: null,
          logKeys: logKeys(address, port),
          named: null,
        },
        address,
      }
    }
  }
}

function readAddress(id: string): Fact<string> {
  const source = sourceOf('elasticloadbalancing:DescribeTargetHealth')
  return hostCidr(id) === null ? unknown('failed', `${id} is not an address`, source) : known(id, source)
}

/** Instances are sent to at the primary address of their primary interface, of the family of the group. */
function instanceAddress(instanced: Fact<Instanced | null>, config: Fact<PoolConfig>): Fact<string | null> {
  if (!instanced.known) return instanced
  const addresses = instanced.value?.machine.addresses ?? []
  if (!config.known && addresses.some(isIpv6)) return config
  const ipv6 = config.known && config.value.ipv6
  return { ...instanced, value: addresses.find((address) => isIpv6(address) === ipv6) ?? null }
}

function primaryInterface(instanced: Fact<Instanced | null>): Fact<NetworkInterface | null> {
  if (!instanced.known || instanced.value === null) return mapFact(instanced, () => null)
  const { machine, primary } = instanced.value
  if (primary === null && machine.addresses.length > 0) {
    return unknown('failed', `${machine.id} has addresses but lists no network interface`, ...instanced.sources)
  }
  return { ...instanced, value: primary }
}

/** What lies beyond the VPC shows no interfaces to anyone asking here, so finding none means nothing there. */
function owner(address: string, zone: string | null, { networkId }: PoolPlace, network: Network): Fact<NetworkInterface | null> {
  if (!networkId.known) return networkId
  const owned = interfaceOwning(network.interfaces, address, networkId.value)
  if (zone !== 'all' || (owned.known && owned.value !== null)) return owned
  const peers = peersOf(network.peerings, networkId.value)
  const candidates = network.interfaces.byAddress.get(sameSpelling(address)) ?? []
  const found = candidates.filter((one) => one.networkId !== null && peers.includes(one.networkId))
  const [only] = found
  return only !== undefined && found.length === 1 ? known(only, sourceOf('ec2:DescribeNetworkInterfaces')) : beyond(address)
}

function beyond(address: string): UnknownFact {
  const source = { what: 'the network beyond the VPC', call: '', permission: null }
  return unknown(
    'notCollected',
    `${address} is registered as lying outside the VPC, and what owns it cannot be listed from here`,
    source,
  )
}

/** Logs write IPv6 without brackets; which of its spellings they use is not known, so both are given. */
function logKeys(address: Fact<string | null>, port: number | null): readonly string[] {
  if (!address.known || address.value === null || port === null) return []
  return [...new Set([address.value, sameSpelling(address.value)])].map((spelling) => `${spelling}:${port}`)
}
