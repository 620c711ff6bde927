/** Members of a pool joined with what they are and with their health. */
import { compareText } from '../../core/canonical.ts'
import { type Fact, known, mapFact } from '../../core/fact.ts'
import type { Backend, Health, Machine } from '../../core/model.ts'
import { isIpv6, sameSpelling } from '../../normalise/addresses.ts'
import { idKey } from './calls.ts'
import type { Server } from './health.ts'
import { healthKey, type Identity, identify, type Surroundings } from './identities.ts'
import type { Member } from './members.ts'
import type { BackendPlace } from './network/types.ts'

export interface Ports {
  readonly port: number
  readonly probePort: number
}

/** A backend, and the ends that its paths lead to: one for each of its addresses. */
export interface Placed {
  readonly backend: Backend
  readonly places: readonly BackendPlace[]
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
  const [first] = hidden
  const shown = first !== undefined && hidden.length === spare.length ? spare.map((server) => seenInHealth(server, first)) : null
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

/** A member of which only health tells the address: what else there is to know of it is as hidden as the others. */
function seenInHealth({ address }: Server, { attached }: Identity): Identity {
  return { name: address, id: address, addresses: [known(address)], attached, named: null, healthKeys: [healthKey(address)] }
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
