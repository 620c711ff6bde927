/** Virtual machines: whether they run. */
import type { CallRecord } from '../../core/evidence.ts'
import { type Fact, known } from '../../core/fact.ts'
import type { Machine, NetworkInterface } from '../../core/model.ts'
import { type Loose, neededObjects, neededText, part, text, time, Unreadable } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { type Note, translate } from '../../normalise/words.ts'
import { sourceOf } from '../call-names.ts'
import { about, factOf, idKey, sameId } from './calls.ts'
import { nameInId, parentId } from './gateway.ts'
import { isGone } from './gone.ts'
import type { ArmMachineView, ArmScaleSetMachine } from './shapes.ts'

const name = 'Microsoft.Compute/virtualMachines/instanceView/read'
const setName = 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read'

/** A deallocated machine is a stopped one that is not billed either. */
const states: Readonly<Record<string, Machine['state']>> = {
  running: 'running',
  starting: 'starting',
  stopping: 'stopping',
  deallocating: 'stopping',
  stopped: 'stopped',
  deallocated: 'stopped',
}

/** The machine with this ARM id behind the interface; null when there is none. */
export type MachineOf = (id: string, facing: NetworkInterface) => Fact<Machine | null>

export function machineReader(calls: Calls, note: Note): MachineOf {
  const views = new Map<string, CallRecord[]>()
  for (const record of calls.get(name) ?? []) {
    const key = machineKey(record.input)
    views.set(key, [...(views.get(key) ?? []), record])
  }
  return (id, facing) => {
    if (idKey(id).includes('/virtualmachinescalesets/')) return ofScaleSet(calls, id, facing, note)
    const records = views.get(idKey(id)) ?? []
    if (records.some(isGone)) return known(null, sourceOf(name))
    const wanted = { absent: `the state of ${nameInId(id)} was not asked for` }
    return factOf<ArmMachineView, Machine | null>(new Map([[name, records]]), name, wanted, ([reply]) =>
      reply === undefined ? null : machineOf(id, facing, reply.output, note),
    )
  }
}

/** The machines of a scale set are listed with their views; one that the list does not have is gone. */
function ofScaleSet(calls: Calls, id: string, facing: NetworkInterface, note: Note): Fact<Machine | null> {
  const wanted = { where: about(parentId(id)), absent: `the states of machines of ${nameInId(parentId(id))} were not asked for` }
  type Listed = { readonly value?: readonly ArmScaleSetMachine[] }
  return factOf<Listed, Machine | null>(calls, setName, wanted, (replies) => {
    const found = replies.flatMap(({ output }) => neededObjects(output, 'value')).find((one) => sameId(neededText(one, 'id'), id))
    if (found === undefined) return null
    const view = part(found, 'instanceView')
    if (view === null) throw new Unreadable('it has no instance view')
    return machineOf(id, facing, view, note)
  })
}

/** Views are asked for by the id of the machine or of the view. */
function machineKey(input: unknown): string {
  const id = typeof input === 'object' && input !== null && 'id' in input ? String(input.id) : ''
  return idKey(id).replace(/\/instanceview$/, '')
}

function machineOf(id: string, facing: NetworkInterface, view: Loose<ArmMachineView>, note: Note): Machine {
  const statuses = neededObjects(view, 'statuses')
  const code = statuses.map((status) => text(status, 'code') ?? '').find((each) => /^PowerState\//i.test(each)) ?? ''
  const word = code.slice(code.indexOf('/') + 1) || 'not stated'
  const provisioned = statuses.find((status) => /^ProvisioningState\//i.test(text(status, 'code') ?? ''))
  const at = provisioned && time(provisioned, 'time')
  const sentence = provisioned && text(provisioned, 'displayStatus')
  return {
    id,
    state: translate(states, word.toLowerCase(), 'unknown', 'power state', note),
    providerState: word,
    transition: at == null ? null : `${sentence ?? 'last provisioned'} at ${at}`,
    zone: facing.zone,
    subnetId: facing.subnetId,
    networkId: facing.networkId,
    addresses: facing.addresses,
    groupIds: facing.groupIds,
  }
}
