/** Members of a pool joined with what they are and with their health. */
import { compareText } from '../../core/canonical.ts'
import { type Fact, known, mapFact, type UnknownFact, unknown } from '../../core/fact.ts'
import type { Backend, Health, Machine, NamedBackend } from '../../core/model.ts'
import { isIpv6, sameSpelling } from '../../normalise/addresses.ts'
import { idKey } from './calls.ts'
import { nameInId, parentId } from './gateway.ts'
import type { Server } from './health.ts'
import type { Attached, Interfaces } from './interfaces.ts'
import type { MachineOf } from './machines.ts'
import type { Member } from './members.ts'
import type { ResolutionOf } from './names.ts'
import type { BackendPlace } from './network/types.ts'
import type { OwnerOf } from './owners.ts'

/** Finding what members are. */
export interface Surroundings {
  readonly interfaces: Interfaces
  readonly ownerOf: OwnerOf
  readonly machineOf: MachineOf
  readonly resolutionOf: ResolutionOf
}

export interface Ports {
  readonly port: number
  readonly probePort: number
}

/** A backend, and the ends that its paths lead to: one for each of its addresses. */
export interface Placed {
  readonly backend: Backend
  readonly places: readonly BackendPlace[]
}

/** What a member is, whatever port it is used on. */
interface Identity {
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

/** The backends of a pool by key. `servers` is what health lists for it; null when health was not read. */
export function readBackends(
  members: readonly Member[],
  servers: readonly Server[] | null,
  ports: Ports,
  around: Surroundings,
): readonly Placed[] {
  const identities = members.map((member) => identify(member, around))
  const health = healthBook(servers ?? [])
  const hidden = identities.filter(
    (one) => !healthKnown(one, health) && one.addresses.some((address) => !address.known) && one.named === null,
  )
  const spare = unclaimed(servers ?? [], identities)
  // Interfaces that may not be read still show as addresses in health: as many as there are of them, so these are they.
  const shown =
    hidden.length > 0 && hidden.length === spare.length ? spare.map((server) => seenInHealth(server, hidden[0])) : null
  const all = shown === null ? identities : [...identities.filter((one) => !hidden.includes(one)), ...shown]
  const placed = new Map(
    all
      .map((one) => place(one, servers === null ? unread : healthOf(one, health), ports, around))
      .map((one) => [one.backend.key, one]),
  )
  return [...placed.values()].sort((one, other) => compareText(one.backend.key, other.backend.key))
}

const unread: Health = { state: 'unknown', reason: 'unknown', statuses: [], label: 'could not be read' }
const unlisted: Health = { state: 'unknown', reason: 'unknown', statuses: [], label: 'not listed in backend health' }

type HealthBook = ReadonlyMap<string, Health>

function healthBook(servers: readonly Server[]): HealthBook {
  return new Map(servers.flatMap((server) => serverKeys(server).map((key) => [key, server.health] as const)))
}

function serverKeys({ address, ipConfigurationId }: Server): readonly string[] {
  return [healthKey(address), ...(ipConfigurationId === null ? [] : [idKey(ipConfigurationId)])]
}

function healthKey(address: string): string {
  return sameSpelling(address).toLowerCase()
}

function healthKnown({ healthKeys }: Identity, health: HealthBook): boolean {
  return healthKeys.some((key) => health.has(key))
}

function healthOf({ healthKeys }: Identity, health: HealthBook): Health {
  return healthKeys.map((key) => health.get(key)).find((found) => found !== undefined) ?? unlisted
}

/** Servers that health lists and no member answers to. */
function unclaimed(servers: readonly Server[], identities: readonly Identity[]): readonly Server[] {
  const claimed = new Set(identities.flatMap(({ healthKeys }) => healthKeys))
  return servers.filter((server) => server.address !== '' && !serverKeys(server).some((key) => claimed.has(key)))
}

function identify(member: Member, around: Surroundings): Identity {
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
function addressesBehind(
  resolution: Fact<NamedBackend['resolution'] extends Fact<infer R> ? R : never>,
): readonly Fact<string | null>[] {
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

/** A member of which only health tells the address. */
function seenInHealth({ address }: Server, hidden: Identity | undefined): Identity {
  const gap: UnknownFact =
    hidden?.attached.known === false ? hidden.attached : unknown('failed', 'which interface it is cannot be told', publicDns)
  return { name: address, id: address, addresses: [known(address)], attached: gap, named: null, healthKeys: [healthKey(address)] }
}

function place(identity: Identity, health: Health, { port, probePort }: Ports, { machineOf }: Surroundings): Placed {
  const { name, id, addresses, attached, named } = identity
  const key = `${isIpv6(name) ? `[${name}]` : name}:${port}`
  const machine: Fact<Machine | null> = attached.known
    ? attached.value === null || attached.value.machineId === null
      ? mapFact(attached, () => null)
      : machineOf(attached.value.machineId, attached.value.facing)
    : attached
  const networkInterface = mapFact(attached, (found) => found?.facing ?? null)
  const known = addresses.flatMap((address) => (address.known && address.value !== null ? [address.value] : []))
  return {
    backend: {
      key,
      id,
      port,
      probePort,
      zone: null,
      health,
      machine,
      networkInterface,
      function: null,
      logKeys: [...new Set(known.flatMap((address) => [address, sameSpelling(address)]))].map((address) => `${address}:${port}`),
      named,
    },
    places: addresses.map((address) => ({ key, label: id, address, networkInterface, port, probePort })),
  }
}
