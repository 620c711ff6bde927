/** Private DNS zones: which the gateway's network is linked to, and which addresses they hold. */
import type { Fact } from '../../core/fact.ts'
import { type Loose, neededObjects, neededText, number, objects, text } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { type ArmInput, factOf, idKey, sameId } from './calls.ts'
import { nameInId, referred } from './gateway.ts'
import type { ArmList, ArmRecords, ArmZone, ArmZoneLink } from './shapes.ts'

export interface PrivateZone {
  /** Lower case. */
  readonly name: string
  /** Whether the network asks this zone, and then what it does about names that the zone lacks. */
  readonly link: (networkId: string) => Fact<{ readonly linked: boolean; readonly fallsBack: boolean }>
  readonly records: Fact<ZoneRecords>
}

export interface ZoneRecords {
  /** Addresses by record name, lower case; `*` stands for every name without a record of its own. */
  readonly addresses: ReadonlyMap<string, readonly string[]>
  /** Whether the zone holds nothing but these, so that other names do not exist. */
  readonly complete: boolean
}

/** The zones of the subscriptions that were listed; there may be others elsewhere. */
export function readPrivateZones(calls: Calls): Fact<readonly PrivateZone[]> {
  const wanted = { absent: 'private DNS zones were not asked for' }
  return factOf<ArmList<ArmZone>, readonly PrivateZone[]>(calls, 'Microsoft.Network/privateDnsZones/read', wanted, (replies) =>
    replies
      .flatMap(({ output }) => neededObjects(output, 'value'))
      .map((zone) => {
        const id = neededText(zone, 'id')
        return {
          name: (text(zone, 'name') ?? nameInId(id)).toLowerCase(),
          link: (networkId) => readLink(calls, id, networkId),
          records: readRecords(calls, id, number(zone, 'numberOfRecordSets')),
        }
      }),
  )
}

/** Lists of a zone's parts may be asked for by the zone's id or by the list's. */
function ofZone(zoneId: string, list: string): (input: Loose<ArmInput>) => boolean {
  const keys = [idKey(zoneId), idKey(`${zoneId}/${list}`)]
  return (input) => keys.includes(idKey(text(input, 'id') ?? ''))
}

function readLink(calls: Calls, zoneId: string, networkId: string): ReturnType<PrivateZone['link']> {
  const name = 'Microsoft.Network/privateDnsZones/virtualNetworkLinks/read'
  const wanted = {
    where: ofZone(zoneId, 'virtualNetworkLinks'),
    absent: `the links of the private DNS zone ${nameInId(zoneId)} were not asked for`,
  }
  return factOf<ArmList<ArmZoneLink>, { readonly linked: boolean; readonly fallsBack: boolean }>(
    calls,
    name,
    wanted,
    (replies) => {
      const links = replies.flatMap(({ output }) => neededObjects(output, 'value'))
      const own = links.filter((link) => sameId(referred(link, 'virtualNetwork') ?? '', networkId))
      return {
        linked: own.length > 0,
        fallsBack: own.some((link) => text(link, 'resolutionPolicy')?.toLowerCase() === 'nxdomainredirect'),
      }
    },
  )
}

function readRecords(calls: Calls, zoneId: string, recordSets: number | null): Fact<ZoneRecords> {
  const name = 'Microsoft.Network/privateDnsZones/A/read'
  const wanted = {
    where: ofZone(zoneId, 'A'),
    absent: `the records of the private DNS zone ${nameInId(zoneId)} were not asked for`,
  }
  return factOf<ArmList<ArmRecords>, ZoneRecords>(calls, name, wanted, (replies) => {
    const sets = replies.flatMap(({ output }) => neededObjects(output, 'value'))
    const addresses = sets.map(
      (set) =>
        [neededText(set, 'name').toLowerCase(), objects(set, 'aRecords').map((each) => neededText(each, 'ipv4Address'))] as const,
    )
    // Every zone holds its start of authority besides.
    return { addresses: new Map(addresses), complete: recordSets === addresses.length + 1 }
  })
}
