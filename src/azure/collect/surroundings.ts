/** Everything between the gateway's subnet and its members: networks, rules, routes, interfaces, machines, private names. */
import type { Asker } from '../asker.ts'
import type { GatewayParts } from './gateway.ts'
import { ownerOf, placeOf } from './ids.ts'
import { readConfigured } from './interfaces.ts'
import { readNames } from './names.ts'
import { type Network, readNetwork, readSubnetTables, sameId } from './networks.ts'
import { readAddresses, readOwners } from './owners.ts'
import { distinct } from './parts.ts'

/** Subscriptions whose private zones are looked at: hubs keep them in one of their own. */
const mostSubscriptions = 4

/** Reads what lies around the gateway. `watch` is told the ids of objects whose changes matter, as soon as they are known. */
export async function readSurroundings(
  asker: Asker,
  gateway: GatewayParts,
  watch: (ids: readonly string[]) => void,
): Promise<void> {
  const { ask } = asker
  const { subnetId, publicAddressIds, members } = gateway
  const homeId = subnetId === null ? null : ownerOf(subnetId)
  if (subnetId !== null) watch([subnetId])
  const home = homeId === null ? Promise.resolve(null) : readNetwork(ask, homeId)
  const watchAll = (found: Promise<readonly string[]>): Promise<void> => found.then(watch)
  const named = readNames(ask, members.names, subscriptionsAround(homeId, home))
  await Promise.all([
    ...publicAddressIds.map((id) => ask('Microsoft.Network/publicIPAddresses/read', { id })),
    home.then((network) => readGatewaySubnet(asker, network, subnetId)),
    watchAll(readConfigured(ask, members.configurationIds).then((owners) => readOwners(asker, owners))),
    ...(homeId === null
      ? [named]
      : [
          watchAll(readAddresses(asker, members.addresses, homeId, home)),
          watchAll(named.then((addresses) => readAddresses(asker, addresses, homeId, home))),
        ]),
  ])
}

async function readGatewaySubnet({ ask }: Asker, network: Network | null, subnetId: string | null): Promise<void> {
  const own = network?.subnets.filter(({ id }) => sameId(id, subnetId ?? '')) ?? []
  await Promise.all([
    readSubnetTables(ask, own),
    ...own.flatMap(({ natGatewayId }) => natGatewayId ?? []).map((id) => ask('Microsoft.Network/natGateways/read', { id })),
  ])
}

async function subscriptionsAround(homeId: string | null, home: Promise<Network | null>): Promise<readonly string[]> {
  const ids = [...(homeId === null ? [] : [homeId]), ...((await home)?.peers ?? []).map(({ id }) => id)]
  return distinct(ids.flatMap((id) => placeOf(id)?.subscriptionId ?? [])).slice(0, mostSubscriptions)
}
