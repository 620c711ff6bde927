/** What private DNS has for the names in pools. */
import type { Body } from '../ask.ts'
import { items, partsOf, word } from './parts.ts'
import type { Search } from './search.ts'

/**
 * Reads the private endpoints of a subscription, and its private zones as far as they can hold one of the names. Gives the addresses
 * that the zones have for them, whether or not the gateway's network asks those zones.
 */
export async function readNames(search: Search, names: readonly string[], subscriptionId: string): Promise<readonly string[]> {
  const { ask } = search
  const endpoints = ask('Microsoft.Network/privateEndpoints/read', { subscriptionId })
  const zones = items(partsOf(await ask('Microsoft.Network/privateDnsZones/read', { subscriptionId })), 'value')
  const addresses = await Promise.all(zones.map((zone) => readZone(search, zone, names)))
  await endpoints
  return [...new Set(addresses.flat())].sort()
}

async function readZone({ ask, watch }: Search, zone: Body, names: readonly string[]): Promise<readonly string[]> {
  const id = word(zone, 'id')
  const zoneName = word(zone, 'name')?.toLowerCase() ?? ''
  const records = new Set(names.flatMap((name) => recordsFor(name, zoneName)))
  if (id === null || records.size === 0) return []
  watch([id])
  const links = ask('Microsoft.Network/privateDnsZones/virtualNetworkLinks/read', { id })
  const sets = items(partsOf(await ask('Microsoft.Network/privateDnsZones/A/read', { id })), 'value')
  await links
  return sets
    .filter((set) => records.has(word(set, 'name')?.toLowerCase() ?? ''))
    .flatMap((set) => items(set, 'aRecords').flatMap((record) => word(record, 'ipv4Address') ?? []))
}

const twin = 'privatelink.'

/** The records of a zone that may answer for the name; none when the zone cannot. */
function recordsFor(written: string, zone: string): readonly string[] {
  const name = written.replace(/\.$/, '')
  if (zone === '') return []
  if (name === zone) return ['@']
  if (name.endsWith(`.${zone}`)) return [name.slice(0, -zone.length - 1), '*']
  const base = zone.startsWith(twin) ? zone.slice(twin.length) : null
  if (base === null || !name.endsWith(`.${base}`)) return []
  const label = name.slice(0, -base.length - 1)
  // Static web sites drop the label of their region: shop.z6.web... is shop.privatelink.web...
  return [label, label.split('.')[0] ?? label]
}
