/** Network interfaces of machines, scale sets and private endpoints, by what the gateway and its pools name them by. */
import type { CallRecord } from '../../core/evidence.ts'
import { type Fact, known, mapFact, type UnknownFact, unknown } from '../../core/fact.ts'
import type { NetworkInterface } from '../../core/model.ts'
import { sameSpelling } from '../../normalise/addresses.ts'
import { type Loose, neededObjects, neededText, object, objects, text } from '../../normalise/loose.ts'
import { attempt, type Calls, gapOf } from '../../normalise/records.ts'
import { type CallName, sourceOf } from '../call-names.ts'
import { idKey } from './calls.ts'
import { nameInId, parentId, referred } from './gateway.ts'
import { isGone } from './gone.ts'
import type { ArmInterface, ArmList } from './shapes.ts'

/** A network interface with the machine it belongs to. */
export interface Attached {
  readonly facing: NetworkInterface
  /** ARM id; null for an interface of no machine. */
  readonly machineId: string | null
  /** ARM id of the private endpoint it belongs to; null for any other interface. */
  readonly endpointId: string | null
  readonly securityGroupId: string | null
  /** Private addresses by the key of the IP configuration's id. */
  readonly addresses: ReadonlyMap<string, string>
}

export interface Interfaces {
  /** The interface with this ARM id, or null when there is none. */
  readonly byId: (id: string) => Fact<Attached | null>
  /** All that were read and have the address, in whichever network. */
  readonly byAddress: (address: string) => readonly Attached[]
  /** Whether every interface of the subscription was listed, but for those of scale sets; a gap says why not. */
  readonly listedIn: (subscriptionId: string) => Fact<true>
}

const names = [
  'Microsoft.Network/networkInterfaces/read',
  'Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read',
] as const satisfies readonly CallName[]

export function readInterfaces(calls: Calls): Interfaces {
  const records = names.flatMap((name) => (calls.get(name) ?? []).map((record) => ({ name, record })))
  const found = new Map<string, Attached>()
  const byAddress = new Map<string, Attached[]>()
  const asked = records.map(({ name, record }) => {
    const items = itemsOf(name, record)
    for (const item of items.known ? items.value : []) {
      const key = idKey(item.facing.id)
      if (found.has(key)) continue
      found.set(key, item)
      for (const address of new Set(item.facing.addresses.map(sameSpelling))) {
        byAddress.set(address, [...(byAddress.get(address) ?? []), item])
      }
    }
    return { name, record, outcome: items }
  })
  return {
    byId: (id) => {
      const item = found.get(idKey(id))
      if (item !== undefined) return known(item, sourceOf(nameFor(id)))
      return absence(
        id,
        asked.filter(({ record }) => covers(record.input, idKey(id))),
      )
    },
    byAddress: (address) => byAddress.get(sameSpelling(address)) ?? [],
    listedIn: (subscriptionId) => wholeList(subscriptionId, asked),
  }
}

interface Asked {
  readonly name: CallName
  readonly record: CallRecord
  readonly outcome: Fact<readonly Attached[]>
}

/** The list of one resource group is no list of the subscription. */
function wholeList(subscriptionId: string, asked: readonly Asked[]): Fact<true> {
  const lists = asked.filter(({ record }) => {
    const { subscriptionId: of, resourceGroup } = object(record.input ?? {}, 'the input') as Readonly<Record<string, unknown>>
    return typeof of === 'string' && of.toLowerCase() === subscriptionId.toLowerCase() && resourceGroup === undefined
  })
  const [list] = lists.map(({ outcome }) => mapFact(outcome, () => true as const))
  return list ?? unknown('notCollected', 'the network interfaces of the subscription were not listed', sourceOf(names[0]))
}

function nameFor(id: string): CallName {
  return idKey(id).includes('/virtualmachinescalesets/') ? names[1] : names[0]
}

/** What not finding the interface means: it is gone when a call that would have named it was answered. */
function absence(id: string, covering: readonly Asked[]): Fact<null> {
  const answered = covering.find(({ outcome, record }) => outcome.known || isGone(record))
  if (answered !== undefined) return known(null, sourceOf(answered.name))
  const gap = covering.map(({ outcome }) => outcome).find((outcome): outcome is UnknownFact => !outcome.known)
  return gap ?? unknown('notCollected', `no call asked about ${nameInId(id)}`, sourceOf(nameFor(id)))
}

/** Whether a call with this input would have named the interface: it itself, its scale set, or its whole subscription. */
function covers(input: unknown, key: string): boolean {
  if (typeof input !== 'object' || input === null) return false
  const { id, subscriptionId, resourceGroup } = input as Readonly<Record<string, unknown>>
  if (typeof id === 'string') {
    const asked = idKey(id)
    return key === asked || key.startsWith(`${asked.replace(/\/networkinterfaces$/, '')}/virtualmachines/`)
  }
  if (typeof subscriptionId !== 'string' || key.includes('/virtualmachinescalesets/')) return false
  const scope = `/subscriptions/${subscriptionId}/${typeof resourceGroup === 'string' ? `resourceGroups/${resourceGroup}/` : ''}`
  return key.startsWith(scope.toLowerCase())
}

/** The interfaces of one answer, of one interface or of many; one that cannot be understood leaves the whole answer so. */
function itemsOf(name: CallName, record: CallRecord): Fact<readonly Attached[]> {
  const source = sourceOf(name)
  const gap = gapOf(record, source)
  if (gap !== null || !record.outcome.ok) return gap ?? unknown('failed', 'the call failed', source)
  const { output } = record.outcome
  return attempt(source, () => {
    const answer: Loose<ArmList<ArmInterface> & ArmInterface> = object(output, 'the answer')
    const isOne = text(answer, 'id') !== null
    return (isOne ? [answer as Loose<ArmInterface>] : neededObjects(answer, 'value')).map((item) => readInterface(item))
  })
}

function readInterface(item: Loose<ArmInterface>): Attached {
  const configurations = objects(item, 'ipConfigurations')
  const subnetId = configurations.flatMap((each) => referred(each, 'subnet') ?? [])[0] ?? null
  const machineId = referred(item, 'virtualMachine')
  const endpointId = referred(item, 'privateEndpoint')
  const owner = machineId ?? endpointId
  const addressed = configurations.flatMap((each) => {
    const address = text(each, 'privateIpAddress')
    return address === null ? [] : [[idKey(text(each, 'id') ?? ''), address] as const]
  })
  const groups = configurations.flatMap((each) =>
    objects(each, 'applicationSecurityGroups').map((group) => neededText(group, 'id')),
  )
  return {
    facing: {
      id: neededText(item, 'id'),
      machineId,
      description: owner === null ? '' : `${machineId === null ? 'private endpoint' : 'machine'} ${nameInId(owner)}`,
      zone: null,
      subnetId,
      networkId: subnetId && parentId(subnetId),
      addresses: addressed.map(([, address]) => address),
      groupIds: [...new Set(groups)],
    },
    machineId,
    endpointId,
    securityGroupId: referred(item, 'networkSecurityGroup'),
    addresses: new Map(addressed),
  }
}
