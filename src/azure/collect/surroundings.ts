/** Everything between the gateway's subnet and its members: networks, rules, routes, interfaces, machines, private names. */
import type { GatewayParts } from './gateway.ts'
import { ownerOf, placeOf } from './ids.ts'
import { readConfigured } from './interfaces.ts'
import { readNames } from './names.ts'
import { type Network, readNetwork, readSubnetTables, sameId } from './networks.ts'
import { readAddresses, readOwners } from './owners.ts'
import { distinct } from './parts.ts'
import type { Search } from './search.ts'

/** Subscriptions, beside the network's own, whose private zones are looked at: hubs keep them in one of theirs. */
const mostOtherSubscriptions = 3

/** Reads what lies around the gateway. */
export async function readSurroundings(search: Search, gateway: GatewayParts): Promise<void> {
  const { ask } = search
  const { subnetId, publicAddressIds, members } = gateway
  await Promise.all([
    ...publicAddressIds.map((id) => ask('Microsoft.Network/publicIPAddresses/read', { id })),
    readConfigured(ask, members.configurationIds).then((owners) => readOwners(search, owners)),
    subnetId !== null && readAround(search, gateway, subnetId),
  ])
}

async function readAround(search: Search, { members }: GatewayParts, subnetId: string): Promise<void> {
  const homeId = ownerOf(subnetId)
  search.watch([homeId])
  const home = readNetwork(search.ask, homeId)
  await Promise.all([
    readGatewaySubnet(search, home, subnetId),
    readAddresses(search, members.addresses, homeId, home),
    members.names.length > 0 && readNamed(search, members.names, homeId, home),
  ])
}

async function readGatewaySubnet(search: Search, home: Promise<Network | null>, subnetId: string): Promise<void> {
  const own = (await home)?.subnets.filter(({ id }) => sameId(id, subnetId)) ?? []
  await Promise.all([
    readSubnetTables(search, own),
    ...own
      .flatMap(({ natGatewayId }) => natGatewayId ?? [])
      .map((id) => search.ask('Microsoft.Network/natGateways/read', { id })),
  ])
}

/** Private names, and what owns the addresses that they stand for. */
async function readNamed(search: Search, names: readonly string[], homeId: string, home: Promise<Network | null>): Promise<void> {
  const readIn = async (subscriptionId: string): Promise<void> =>
    readAddresses(search, await readNames(search, names, subscriptionId), homeId, home)
  const own = placeOf(homeId)?.subscriptionId ?? ''
  const readOthers = async (): Promise<void> => {
    const ids = distinct(((await home)?.peers ?? []).flatMap(({ id }) => placeOf(id)?.subscriptionId ?? []))
    const others = ids.filter((id) => !sameId(id, own)).slice(0, mostOtherSubscriptions)
    await Promise.all(others.map(readIn))
  }
  await Promise.all([readIn(own), readOthers()])
}
