/** What the gateway makes of names in its pools. */
import type { Fact } from '../../core/fact.ts'
import type { Resolution } from '../../core/model.ts'
import { neededObjects, objects, text, texts } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { factOf } from './calls.ts'
import { type PrivateZone, readPrivateZones, type ZoneRecords } from './private-zones.ts'
import type { ArmPrivateEndpoint } from './shapes.ts'
import { holds, type VirtualNetwork } from './virtual-networks.ts'

/** Names under these are asked of the platform's resolver whatever DNS servers the network has. */
export const platformDomains: readonly string[] = [
  'windows.net',
  'azure.net',
  'azure.us',
  'usgovcloudapi.net',
  'chinacloudapi.cn',
  'azure.cn',
  'microsoft.com',
  'microsoft.scloud',
  'msftcloudes.com',
]

export type ResolutionOf = (name: string) => Fact<Resolution>

/** Resolves names as the gateway's network would, as far as private zones tell; each name once. */
export function nameReader(calls: Calls, networkId: Fact<string>, network: Fact<VirtualNetwork>): ResolutionOf {
  const zones = readPrivateZones(calls)
  const resolved = new Map<string, Fact<Resolution>>()
  return (written) => {
    const name = written.toLowerCase().replace(/\.$/, '')
    const before = resolved.get(name)
    if (before !== undefined) return before
    const resolution = elsewhereAnswered(name, network) ?? inZones(name, { calls, networkId, network, zones })
    resolved.set(name, resolution)
    return resolution
  }
}

/** What is decided before any zone is looked at; null when the platform's resolver is asked. */
function elsewhereAnswered(name: string, network: Fact<VirtualNetwork>): Fact<Resolution> | null {
  if (platformDomains.some((domain) => name.endsWith(`.${domain}`))) return null
  if (!network.known) return network
  const { dnsServers } = network.value
  if (dnsServers.length > 0)
    return told(network, { kind: 'untold', because: `the network's own DNS servers answer for it: ${dnsServers.join(', ')}` })
  if (name.includes('.')) return null
  return told(network, {
    kind: 'fails',
    because: 'a name of a single label needs DNS servers of the network’s own, and it has none',
  })
}

interface Scope {
  readonly calls: Calls
  readonly networkId: Fact<string>
  readonly network: Fact<VirtualNetwork>
  readonly zones: Fact<readonly PrivateZone[]>
}

/** A zone that may hold the name, and under which records. */
interface Candidate {
  readonly zone: PrivateZone
  readonly recordNames: readonly string[]
  /** The zone is a private twin that the public name points to, when the resource has a private endpoint. */
  readonly twin: boolean
}

function inZones(name: string, scope: Scope): Fact<Resolution> {
  const { networkId, zones } = scope
  if (!zones.known) return zones
  if (!networkId.known) return networkId
  const candidates = zones.value.flatMap((zone) => candidateOf(name, zone) ?? [])
  candidates.sort((one, other) => Number(one.twin) - Number(other.twin) || other.zone.name.length - one.zone.name.length)
  const missing: Candidate[] = []
  for (const candidate of candidates) {
    const link = candidate.zone.link(networkId.value)
    if (!link.known) return link
    if (!link.value.linked) {
      missing.push(candidate)
      continue
    }
    const { records } = candidate.zone
    if (!records.known) return records
    return told(
      records,
      answer(name, candidate, records.value, link.value.fallsBack, () => endpointAddresses(name, scope)),
    )
  }
  return unlinked(name, missing, scope)
}

function candidateOf(name: string, zone: PrivateZone): Candidate | null {
  if (name === zone.name) return { zone, recordNames: ['@'], twin: false }
  if (name.endsWith(`.${zone.name}`)) return { zone, recordNames: [name.slice(0, -zone.name.length - 1), '*'], twin: false }
  const base = zone.name.startsWith('privatelink.') ? zone.name.slice('privatelink.'.length) : null
  if (base === null || !name.endsWith(`.${base}`)) return null
  const label = name.slice(0, -base.length - 1)
  // Static web sites drop the label of their region: shop.z6.web... is shop.privatelink.web...
  return { zone, recordNames: [...new Set([label, label.split('.')[0] ?? label])], twin: true }
}

function addressesIn({ recordNames }: Candidate, { addresses }: ZoneRecords): readonly string[] {
  return recordNames.map((record) => addresses.get(record)).find((found) => found !== undefined) ?? []
}

/** What a linked zone says: it alone answers for its names. */
function answer(
  name: string,
  candidate: Candidate,
  records: ZoneRecords,
  fallsBack: boolean,
  meant: () => readonly string[],
): Resolution {
  const { zone, twin } = candidate
  const found = addressesIn(candidate, records)
  if (found.length > 0) return { kind: 'resolves', addresses: found, because: `the private DNS zone ${zone.name} says so` }
  if (fallsBack || !records.complete)
    return {
      kind: 'untold',
      because: `the private DNS zone ${zone.name} holds no address for it, and who else answers is not known`,
    }
  // Whether the public name points into the private zone at all shows only in a private endpoint that goes by it.
  if (twin && meant().length === 0) return { kind: 'untold', because: publicly }
  return { kind: 'fails', because: `the private DNS zone ${zone.name}, which answers for ${name}, holds no record of it` }
}

const publicly = 'public DNS answers for it'

/** No linked zone knows the name. One that is not linked, but gives it an address that the gateway can reach, was meant to. */
function unlinked(name: string, candidates: readonly Candidate[], { calls, network, zones }: Scope): Fact<Resolution> {
  for (const candidate of candidates) {
    const { records, name: zone } = candidate.zone
    if (!records.known) return records
    const meant = addressesIn(candidate, records.value)
    if (meant.length === 0) continue
    if (!network.known) return network
    if (!meant.some((address) => isWithin(address, network.value))) continue
    const because = `the private DNS zone ${zone}, which gives it ${meant.join(', ')}, is not linked to the gateway's virtual network, so public DNS answers`
    return told(records, { kind: 'elsewhere', meant, because })
  }
  const endpoint = endpointAddresses(name, { calls })
  const because =
    endpoint.length === 0
      ? publicly
      : `a private endpoint has ${endpoint.join(', ')} for it, but no private DNS zone that was listed holds the name`
  return told(zones, { kind: 'untold', because })
}

function isWithin(address: string, { spaces, peers }: VirtualNetwork): boolean {
  return holds(spaces, address) || peers.some((peer) => holds(peer.spaces, address))
}

/** The addresses that private endpoints have for the name; empty when none was read that does. */
function endpointAddresses(name: string, { calls }: Pick<Scope, 'calls'>): readonly string[] {
  const wanted = { absent: 'private endpoints were not asked for' }
  type Answer = { readonly value?: readonly ArmPrivateEndpoint[] } & ArmPrivateEndpoint
  const found = factOf<Answer, readonly string[]>(calls, 'Microsoft.Network/privateEndpoints/read', wanted, (replies) =>
    replies
      .flatMap(({ output }) => (text(output, 'id') === null ? neededObjects(output, 'value') : [output]))
      .flatMap((endpoint) => objects(endpoint, 'customDnsConfigs'))
      .filter((config) => text(config, 'fqdn')?.toLowerCase() === name)
      .flatMap((config) => texts(config, 'ipAddresses')),
  )
  return found.known ? found.value : []
}

function told(basis: Fact<unknown>, resolution: Resolution): Fact<Resolution> {
  return basis.known ? { ...basis, value: resolution } : basis
}
