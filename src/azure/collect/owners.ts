/** What members are: the interfaces behind them, the machines behind those, and the networks they lie in. */
import { ownerOf, placeOf, scaleSetOf } from './ids.ts'
import { type Interface, listInterfaces, readScaleSet } from './interfaces.ts'
import { holds, type Network, readNetwork, readSubnetTables, type Subnet, sameId } from './networks.ts'
import { distinct } from './parts.ts'
import type { Search } from './search.ts'

/** How far a search goes. */
const mostMachines = 100
const mostScaleSets = 8

/** Reads rules of interfaces and their subnets, and the state of machines. */
export async function readOwners(search: Search, owners: readonly Interface[]): Promise<void> {
  const { ask, skip, watch } = search
  const all = distinct(owners.flatMap(({ machineId }) => machineId ?? []))
  const machines = all.filter((id) => scaleSetOf(`${id}/`) === null)
  const sets = distinct(all.flatMap((id) => scaleSetOf(`${id}/`) ?? []))
  const subnetIds = distinct(owners.flatMap(({ subnetId }) => subnetId ?? []))
  const groupIds = distinct(owners.flatMap(({ groupId }) => groupId ?? []))
  watch([...groupIds, ...machines, ...sets, ...subnetIds, ...owners.map(({ id }) => id)])
  const view = 'Microsoft.Compute/virtualMachines/instanceView/read'
  for (const id of machines.slice(mostMachines))
    skip(view, { id }, `of ${machines.length} machines the first ${mostMachines} were asked`)
  await Promise.all([
    ...machines.slice(0, mostMachines).map((id) => ask(view, { id })),
    ...sets.map((id) => ask('Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read', { id, $expand: 'instanceView' })),
    ...groupIds.map((id) => ask('Microsoft.Network/networkSecurityGroups/read', { id })),
    ...distinct(subnetIds.map(ownerOf)).map(async (id) => {
      const network = await readNetwork(ask, id)
      await readSubnetTables(search, network?.subnets.filter((subnet) => subnetIds.some((one) => sameId(one, subnet.id))) ?? [])
    }),
  ])
}

/** Reads what owns the addresses, as far as they lie in the gateway's network or one it is peered with. */
export async function readAddresses(
  search: Search,
  addresses: readonly string[],
  homeId: string,
  home: Promise<Network | null>,
): Promise<void> {
  if (addresses.length === 0) return
  const own = placeOf(homeId)
  const readOwnersIn = async (subscriptionId: string, resourceGroup: string): Promise<void> => {
    const [listed, network] = await Promise.all([listInterfaces(search.ask, subscriptionId, resourceGroup), home])
    await readOwners(search, listed.filter(isBehind(addresses, [homeId, ...(network?.peers ?? []).map(({ id }) => id)])))
  }
  const readPeers = async (): Promise<void> => {
    const network = await home
    const peers = (network?.peers ?? []).filter(({ spaces }) => addresses.some((address) => holds(spaces, address)))
    const places = new Map(
      peers.flatMap(({ id }) => placeOf(id) ?? []).map((place) => [place.subscriptionId.toLowerCase(), place]),
    )
    if (own !== null) places.delete(own.subscriptionId.toLowerCase())
    await Promise.all([
      readSubnets(search, network, addresses),
      ...[...places.values()].map((place) => readOwnersIn(place.subscriptionId, place.resourceGroup)),
      ...peers.map(async ({ id }) => readSubnets(search, await readNetwork(search.ask, id), addresses)),
    ])
  }
  await Promise.all([own && readOwnersIn(own.subscriptionId, own.resourceGroup), readPeers()])
}

/** Whether an interface has one of the addresses, and in one of the networks: others may use the same ones. */
function isBehind(addresses: readonly string[], networkIds: readonly string[]): (one: Interface) => boolean {
  return ({ subnetId, addresses: own }) =>
    subnetId !== null &&
    own.some((address) => addresses.includes(address)) &&
    networkIds.some((id) => sameId(id, ownerOf(subnetId)))
}

/** Reads rules and routes of the subnets that hold the addresses. Interfaces of scale sets are in no list but their set's. */
async function readSubnets(search: Search, network: Network | null, addresses: readonly string[]): Promise<void> {
  const { ask, skip, watch } = search
  const subnets = network?.subnets.filter(({ cidrs }) => addresses.some((address) => holds(cidrs, address))) ?? []
  const sets = scaleSetsIn(subnets)
  watch([...subnets.map(({ id }) => id), ...sets])
  const call = 'Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read'
  for (const id of sets.slice(mostScaleSets))
    skip(call, { id }, `of ${sets.length} scale sets the first ${mostScaleSets} were asked`)
  await Promise.all([readSubnetTables(search, subnets), ...sets.slice(0, mostScaleSets).map((id) => readScaleSet(ask, id))])
}

function scaleSetsIn(subnets: readonly Subnet[]): readonly string[] {
  return distinct(subnets.flatMap(({ occupantIds }) => occupantIds.flatMap((id) => scaleSetOf(id) ?? [])))
}
