/** What private DNS has for the names in pools. */
import type { Ask, Body } from '../ask.ts'
import { distinct, items, partsOf, word } from './parts.ts'

/**
 * Reads the private endpoints of the subscriptions, and their private zones as far as they can hold one of the names. Gives the
 * addresses that the zones have for them, whether or not the gateway's network asks those zones.
 */
export async function readNames(
  ask: Ask,
  names: readonly string[],
  subscriptions: Promise<readonly string[]>,
): Promise<readonly string[]> {
  if (names.length === 0) return []
  const found = await Promise.all(
    distinct(await subscriptions).map(async (subscriptionId) => {
      const endpoints = ask('Microsoft.Network/privateEndpoints/read', { subscriptionId })
      const zones = items(partsOf(await ask('Microsoft.Network/privateDnsZones/read', { subscriptionId })), 'value')
      const addresses = await Promise.all(zones.map((zone) => readZone(ask, zone, names)))
      await endpoints
      return addresses.flat()
    }),
  )
  return [...new Set(found.flat())].sort()
}

async function readZone(ask: Ask, zone: Body, names: readonly string[]): Promise<readonly string[]> {
  const id = word(zone, 'id')
  const zoneName = word(zone, 'name')?.toLowerCase() ?? ''
  const records = new Set(names.flatMap((name) => recordsFor(name, zoneName)))
  if (id === null || records.size === 0) return []
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
