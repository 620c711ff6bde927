/** Network interfaces of members: by id, by scale set, or listed where only an address is known. */
import type { Ask, Body } from '../ask.ts'
import { interfaceOf, placeOf, scaleSetOf } from './ids.ts'
import { distinct, items, partsOf, reference, word } from './parts.ts'

export interface Interface {
  readonly id: string
  readonly addresses: readonly string[]
  readonly subnetId: string | null
  readonly groupId: string | null
  readonly machineId: string | null
}

const interfaceCall = 'Microsoft.Network/networkInterfaces/read'

/** So many are cheaper to ask for one by one than to find in the list of a whole subscription. */
const mostByItself = 10

/** Reads the interfaces that these IP configurations belong to. */
export async function readConfigured(ask: Ask, configurationIds: readonly string[]): Promise<readonly Interface[]> {
  const ids = distinct(configurationIds.flatMap((id) => interfaceOf(id) ?? []))
  const sets = distinct(ids.flatMap((id) => scaleSetOf(id) ?? []))
  const single = ids.filter((id) => scaleSetOf(id) === null)
  const subscriptions = distinct(single.flatMap((id) => placeOf(id)?.subscriptionId ?? []))
  const wanted = new Set(ids.map((id) => id.toLowerCase()))
  const found = await Promise.all([
    ...sets.map((id) => readScaleSet(ask, id)),
    ...(single.length > mostByItself
      ? subscriptions.map((subscriptionId) => listInterfaces(ask, subscriptionId))
      : single.map((id) => ask(interfaceCall, { id }).then((answer) => readInterfaces([partsOf(answer)])))),
  ])
  return found.flat().filter(({ id }) => wanted.has(id.toLowerCase()))
}

/** Every interface of a scale set. */
export async function readScaleSet(ask: Ask, id: string): Promise<readonly Interface[]> {
  const answer = await ask('Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read', { id })
  return readInterfaces(items(partsOf(answer), 'value'))
}

/** Every interface of a subscription that belongs to no scale set; where that cannot be listed, those of one resource group. */
export async function listInterfaces(ask: Ask, subscriptionId: string, resourceGroup?: string): Promise<readonly Interface[]> {
  const answer = await ask(interfaceCall, { subscriptionId })
  const refused = !answer.ok && (answer.gap === 'denied' || answer.gap === 'notFound')
  if (!refused || resourceGroup === undefined) return readInterfaces(items(partsOf(answer), 'value'))
  return readInterfaces(items(partsOf(await ask(interfaceCall, { subscriptionId, resourceGroup })), 'value'))
}

function readInterfaces(bodies: readonly (Body | null)[]): readonly Interface[] {
  return bodies.flatMap((body) => {
    const id = word(body, 'id')
    if (id === null) return []
    const configurations = items(body, 'ipConfigurations')
    return [
      {
        id,
        addresses: configurations.flatMap((each) => word(each, 'privateIpAddress') ?? []),
        subnetId: configurations.flatMap((each) => reference(each, 'subnet') ?? [])[0] ?? null,
        groupId: reference(body, 'networkSecurityGroup'),
        machineId: reference(body, 'virtualMachine'),
      },
    ]
  })
}
