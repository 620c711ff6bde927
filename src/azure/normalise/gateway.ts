/** The gateway's own answer, from which most of the snapshot is read. */
import { type Fact, type Source, unknown } from '../../core/fact.ts'
import type { Conduct } from '../../core/model.ts'
import { type Loose, neededText, objects, part, raw, text, Unreadable } from '../../normalise/loose.ts'
import { attempt, type Calls } from '../../normalise/records.ts'
import { lookedUp, type Note } from '../../normalise/words.ts'
import { sourceOf } from '../call-names.ts'
import { about, factOf, idKey } from './calls.ts'
import type { GatewayPlace } from './network/types.ts'
import type { ArmGateway, Reference } from './shapes.ts'

export type Gateway = Fact<Loose<ArmGateway>>

const source: Source = sourceOf('Microsoft.Network/applicationGateways/read')

export function readGateway(calls: Calls, id: string | null): Gateway {
  if (id === null) return unknown('notFound', 'which application gateway is meant is not known', source)
  const wanted = { where: about(id), absent: 'the application gateway was not asked for' }
  return factOf<ArmGateway, Loose<ArmGateway>>(calls, 'Microsoft.Network/applicationGateways/read', wanted, ([reply]) => {
    if (reply === undefined || text(reply.output, 'id') === null) throw new Unreadable('it is no application gateway')
    return reply.output
  })
}

/** What `read` finds in the gateway; a gap when the gateway is one, or when that part of it cannot be understood. */
export function fromGateway<T>(gateway: Gateway, read: (gateway: Loose<ArmGateway>) => T): Fact<T> {
  return gateway.known ? attempt(source, () => read(gateway.value)) : gateway
}

/** The id that a reference holds; null when there is none. */
export function referred<T extends Partial<Record<F, Reference | undefined>>, F extends keyof T & string>(
  from: Loose<T>,
  field: F,
): string | null {
  const reference = part(from, field)
  return reference && text(reference as Loose<Reference>, 'id')
}

/** The objects of a list by the key of their ids. */
export function byId<T extends Reference>(items: readonly Loose<T>[]): ReadonlyMap<string, Loose<T>> {
  return new Map(items.map((item) => [idKey(neededText(item as Loose<Reference>, 'id')), item]))
}

/** The last part of an ARM id: the name of what it stands for. */
export function nameInId(id: string): string {
  return id.slice(id.replace(/\/+$/, '').lastIndexOf('/') + 1).replace(/\/+$/, '')
}

/** The ARM id of what the object is a part of, two segments up: the VNet of a subnet. */
export function parentId(id: string): string {
  return id.split('/').slice(0, -2).join('/')
}

export type Generation = GatewayPlace['generation']

const tiers: Readonly<Record<string, Generation>> = {
  standard: 'v1',
  waf: 'v1',
  standard_v2: 'v2',
  waf_v2: 'v2',
  basic: 'v2',
  basic_v2: 'v2',
  basic_waf_v2: 'v2',
}

/** The generation decides what answers mean. A tier that nobody knows is newer than this program, so of the second. */
export function generationOf(gateway: Gateway, note: Note): Generation {
  const tier = fromGateway(gateway, (one) => {
    const sku = part(one, 'sku')
    return sku && (text(sku, 'tier') ?? text(sku, 'name'))
  })
  if (!tier.known || tier.value === null) return 'v2'
  const generation = lookedUp(tiers, tier.value.toLowerCase())
  if (generation === undefined) note(`gateway tier ${tier.value}`)
  return generation ?? 'v2'
}

/** The first generation answers 502 where the second answers 504; both answer 502 when nobody is in service. */
export function conductOf(generation: Generation): Conduct {
  return {
    timeoutStatus: generation === 'v1' ? 502 : 504,
    nobodyStatus: 502,
    allUnhealthy: 'answers-itself',
    verifiesCertificates: true,
    countsConnectionErrors: false,
  }
}

/** Where packets of the gateway start. */
export function placeOf(gateway: Gateway, generation: Generation): Fact<GatewayPlace> {
  return fromGateway(gateway, (one) => {
    const subnetId = objects(one, 'gatewayIpConfigurations').flatMap((each) => referred(each, 'subnet') ?? [])[0]
    if (subnetId === undefined) throw new Unreadable('the gateway names no subnet')
    const publicAddressIds = objects(one, 'frontendIpConfigurations').flatMap((each) => referred(each, 'publicIpAddress') ?? [])
    return {
      id: neededText(one, 'id'),
      location: locationOf(one) ?? '',
      subnetId,
      generation,
      isolated: isolation(one, generation, publicAddressIds.length > 0),
      publicAddressIds,
    }
  })
}

/** `West Europe` and `westeurope` are the same; null when not stated. */
export function locationOf(gateway: Loose<ArmGateway>): string | null {
  return text(gateway, 'location')?.replaceAll(' ', '').toLowerCase() ?? null
}

function isolation(gateway: Loose<ArmGateway>, generation: Generation, isPublic: boolean): boolean | null {
  if (generation === 'v1') return false
  const tags = part(gateway, 'tags')
  // Azure sets the tag on gateways it made with network isolation; only they can do without a public address.
  const tagged = tags !== null && String(raw(tags, 'EnhancedNetworkControl')).toLowerCase() === 'true'
  return tagged || !isPublic ? true : null
}
