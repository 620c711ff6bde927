/** What members are: the interfaces behind them, the machines behind those, and the networks they lie in. */
import type { Asker } from '../asker.ts'
import { ownerOf, placeOf, scaleSetOf } from './ids.ts'
import { type Interface, listInterfaces, readScaleSet } from './interfaces.ts'
import { holds, type Network, readNetwork, readSubnetTables, type Subnet, sameId } from './networks.ts'
import { distinct } from './parts.ts'

/** How far a search goes. */
const mostMachines = 100
const mostScaleSets = 8

/** Reads rules of interfaces and their subnets, and the state of machines. Gives the ids of what was found. */
export async function readOwners({ ask, skip }: Asker, owners: readonly Interface[]): Promise<readonly string[]> {
  const machines = distinct(owners.flatMap(({ machineId }) => machineId ?? [])).filter((id) => !isOfScaleSet(id))
  const subnetIds = distinct(owners.flatMap(({ subnetId }) => subnetId ?? []))
  const view = 'Microsoft.Compute/virtualMachines/instanceView/read'
  for (const id of machines.slice(mostMachines))
    skip(view, { id }, `of ${machines.length} machines the first ${mostMachines} were asked`)
  await Promise.all([
    ...machines.slice(0, mostMachines).map((id) => ask(view, { id })),
    ...distinct(owners.flatMap(({ groupId }) => groupId ?? [])).map((id) =>
      ask('Microsoft.Network/networkSecurityGroups/read', { id }),
    ),
    ...distinct(subnetIds.map(ownerOf)).map(async (id) => {
      const network = await readNetwork(ask, id)
      await readSubnetTables(ask, network?.subnets.filter((subnet) => subnetIds.some((one) => sameId(one, subnet.id))) ?? [])
    }),
  ])
  return [...owners.map(({ id }) => id), ...machines, ...subnetIds]
}

function isOfScaleSet(machineId: string): boolean {
  return /\/virtualMachineScaleSets\//i.test(machineId)
}

/** Reads what owns the addresses, as far as they lie in the gateway's network or one it is peered with. Gives the ids of what was found. */
export async function readAddresses(
  asker: Asker,
  addresses: readonly string[],
  homeId: string,
  home: Promise<Network | null>,
): Promise<readonly string[]> {
  if (addresses.length === 0) return []
  const at = placeOf(homeId)
  const listed = at === null ? [] : [listInterfaces(asker.ask, at.subscriptionId, at.resourceGroup)]
  const network = await home
  const peers = (network?.peers ?? []).filter(({ spaces }) => addresses.some((address) => holds(spaces, address)))
  const elsewhere = distinct(peers.flatMap(({ id }) => placeOf(id)?.subscriptionId ?? [])).filter(
    (id) => at === null || !sameId(id, at.subscriptionId),
  )
  const networks = Promise.all([network, ...peers.map(({ id }) => readNetwork(asker.ask, id))])
  const [found, subnets] = await Promise.all([
    Promise.all([...listed, ...elsewhere.map((id) => listInterfaces(asker.ask, id))]),
    networks.then((all) => readSubnets(asker, subnetsWith(all, addresses))),
  ])
  const reachable = new Set([homeId, ...(network?.peers ?? []).map(({ id }) => id)].map((id) => id.toLowerCase()))
  const owners = found
    .flat()
    .filter(({ addresses: own }) => own.some((address) => addresses.includes(address)))
    .filter(({ subnetId }) => subnetId !== null && reachable.has(ownerOf(subnetId).toLowerCase()))
  return [...subnets, ...(await readOwners(asker, owners))]
}

function subnetsWith(networks: readonly (Network | null)[], addresses: readonly string[]): readonly Subnet[] {
  return networks
    .flatMap((network) => network?.subnets ?? [])
    .filter(({ cidrs }) => addresses.some((address) => holds(cidrs, address)))
}

/** Interfaces of scale sets are in no list but their set's. */
async function readSubnets({ ask, skip }: Asker, subnets: readonly Subnet[]): Promise<readonly string[]> {
  const sets = distinct(subnets.flatMap(({ occupantIds }) => occupantIds.flatMap((id) => scaleSetOf(id) ?? [])))
  const call = 'Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read'
  for (const id of sets.slice(mostScaleSets))
    skip(call, { id }, `of ${sets.length} scale sets the first ${mostScaleSets} were asked`)
  await Promise.all([readSubnetTables(ask, subnets), ...sets.slice(0, mostScaleSets).map((id) => readScaleSet(ask, id))])
  return [...subnets.map(({ id }) => id), ...sets]
}
