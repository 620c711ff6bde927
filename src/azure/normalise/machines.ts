/** Virtual machines: whether they run. */
import { type Fact, known, unknown } from '../../core/fact.ts'
import type { Machine, NetworkInterface } from '../../core/model.ts'
import { type Loose, neededObjects, text, time } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { type Note, translate } from '../../normalise/words.ts'
import { sourceOf } from '../call-names.ts'
import { factOf, idKey, sameId } from './calls.ts'
import { nameInId } from './gateway.ts'
import { isGone } from './gone.ts'
import type { ArmMachineView } from './shapes.ts'

const name = 'Microsoft.Compute/virtualMachines/instanceView/read'

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
export function readMachine(calls: Calls, id: string, facing: NetworkInterface, note: Note): Fact<Machine | null> {
  const isView = (asked: string): boolean => sameId(asked.replace(/\/instanceView\/?$/i, ''), id)
  if (idKey(id).includes('/virtualmachinescalesets/')) {
    const nobody = { what: 'states of scale set machines', call: '', permission: null }
    return unknown('notCollected', `whether ${nameInId(id)} of a scale set runs is not asked`, nobody)
  }
  const records = calls.get(name) ?? []
  if (records.some((record) => isGone(record) && isView(askedFor(record.input)))) return known(null, sourceOf(name))
  const wanted = {
    where: (input: Loose<{ readonly id?: string }>) => isView(text(input, 'id') ?? ''),
    absent: `the state of ${nameInId(id)} was not asked for`,
  }
  return factOf<ArmMachineView, Machine | null>(calls, name, wanted, ([reply]) =>
    reply === undefined ? null : machineOf(id, facing, reply.output, note),
  )
}

function askedFor(input: unknown): string {
  return typeof input === 'object' && input !== null && 'id' in input ? String(input.id) : ''
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
