/** What members of a pool are, whatever port they are used on: addresses, names or interfaces. */
import { type Fact, known, mapFact, unknown } from '../../core/fact.ts'
import type { NamedBackend, Resolution } from '../../core/model.ts'
import { sameSpelling } from '../../normalise/addresses.ts'
import { idKey } from './calls.ts'
import { nameInId, parentId } from './gateway.ts'
import type { Attached, Interfaces } from './interfaces.ts'
import type { MachineOf } from './machines.ts'
import type { Member } from './members.ts'
import type { ResolutionOf } from './names.ts'
import type { OwnerOf } from './owners.ts'

/** Finding what members are. */
export interface Surroundings {
  readonly interfaces: Interfaces
  readonly ownerOf: OwnerOf
  readonly machineOf: MachineOf
  readonly resolutionOf: ResolutionOf
}

/** What a member is, whatever port it is used on. */
export interface Identity {
  /** Stands before the port in the key. */
  readonly name: string
  readonly id: string
  /** One for each address the gateway may send to; one that says why not when there is none to tell. */
  readonly addresses: readonly Fact<string | null>[]
  readonly attached: Fact<Attached | null>
  readonly named: NamedBackend | null
  /** Keys under which health may list it. */
  readonly healthKeys: readonly string[]
}

/** How health and members spell one address or name. */
export function healthKey(address: string): string {
  return sameSpelling(address).toLowerCase()
}

export function identify(member: Member, around: Surroundings): Identity {
  switch (member.kind) {
    case 'address':
      return identifyAddress(member.address, around)
    case 'name':
      return identifyName(member.name, around)
    case 'interface':
      return identifyInterface(member.id, around)
  }
}

function identifyAddress(address: string, { ownerOf }: Surroundings): Identity {
  return {
    name: address,
    id: address,
    addresses: [known(address)],
    attached: ownerOf(address),
    named: null,
    healthKeys: [healthKey(address)],
  }
}

function identifyName(name: string, { resolutionOf, ownerOf }: Surroundings): Identity {
  const resolution = resolutionOf(name)
  const addresses = addressesBehind(resolution)
  const first = addresses[0]
  const attached =
    first === undefined ? known(null) : first.known ? (first.value === null ? known(null) : ownerOf(first.value)) : first
  const resolved = addresses.flatMap((address) => (address.known && address.value !== null ? [healthKey(address.value)] : []))
  return { name, id: name, addresses, attached, named: { name, resolution }, healthKeys: [healthKey(name), ...resolved] }
}

/** A name that fails leads nowhere; one that is answered elsewhere leads where nobody here can see. */
function addressesBehind(resolution: Fact<Resolution>): readonly Fact<string | null>[] {
  if (!resolution.known) return [resolution]
  const { value, sources } = resolution
  switch (value.kind) {
    case 'resolves':
      return value.addresses.map((address) => known(address, ...sources))
    case 'fails':
      return [known(null, ...sources)]
    case 'elsewhere':
    case 'untold':
      return [unknown('notCollected', `what the name resolves to is not known: ${value.because}`, publicDns)]
  }
}

const publicDns = { what: 'addresses behind names', call: '', permission: null }

function identifyInterface(id: string, { interfaces }: Surroundings): Identity {
  const attached = interfaces.byId(parentId(id))
  const address = mapFact(attached, (found) => found?.addresses.get(idKey(id)) ?? null)
  const label = nameInId(parentId(id))
  const machineId = attached.known ? (attached.value?.machineId ?? null) : null
  return {
    name: address.known && address.value !== null ? address.value : label,
    id: machineId === null ? label : nameInId(machineId),
    addresses: [address],
    attached,
    named: null,
    healthKeys: [idKey(id), ...(address.known && address.value !== null ? [healthKey(address.value)] : [])],
  }
}
