/** The gateway: what is read of it at once, and what its own configuration leads to. */
import type { Answer } from '../../collect/answer.ts'
import { hostCidr } from '../../normalise/addresses.ts'
import type { Ask, Body } from '../ask.ts'
import { distinct, items, part, partsOf, reference, word } from './parts.ts'

/** What the gateway leads to. */
export interface GatewayParts {
  readonly location: string
  readonly generation: 'v1' | 'v2'
  /** ARM id of the subnet its instances live in; null when it names none. */
  readonly subnetId: string | null
  readonly publicAddressIds: readonly string[]
  readonly members: Members
}

/** What stands in the gateway's pools. */
export interface Members {
  readonly addresses: readonly string[]
  /** Lower case. */
  readonly names: readonly string[]
  /** ARM ids of IP configurations. */
  readonly configurationIds: readonly string[]
}

/** A gateway that is being read. */
export interface GatewayFlow {
  readonly id: string
  readonly answer: Promise<Answer<Body>>
  /** Null when it could not be read. */
  readonly parts: Promise<GatewayParts | null>
  /** Where its logs go. */
  readonly settings: Promise<Answer<Body>>
  readonly done: Promise<unknown>
}

/** Asks everything about a gateway that needs nothing but its id. */
export function readGateway(ask: Ask, id: string): GatewayFlow {
  const answer = ask('Microsoft.Network/applicationGateways/read', { id })
  const health = ask('Microsoft.Network/applicationGateways/backendhealth/action', { id })
  const settings = ask('Microsoft.Insights/diagnosticSettings/read', { id })
  return {
    id,
    answer,
    parts: answer.then((it) => gatewayParts(partsOf(it))),
    settings,
    done: Promise.all([answer, health, settings]),
  }
}

function gatewayParts(gateway: Body | null): GatewayParts | null {
  if (gateway === null) return null
  const sku = part(gateway, 'sku')
  const tier = word(sku, 'tier') ?? word(sku, 'name') ?? ''
  const [subnetId = null] = items(gateway, 'gatewayIpConfigurations').flatMap((each) => reference(each, 'subnet') ?? [])
  return {
    location: (word(gateway, 'location') ?? '').replaceAll(' ', '').toLowerCase(),
    generation: /^(Standard|WAF)(_(Small|Medium|Large))?$/i.test(tier) ? 'v1' : 'v2',
    subnetId,
    publicAddressIds: distinct(
      items(gateway, 'frontendIpConfigurations').flatMap((each) => reference(each, 'publicIpAddress') ?? []),
    ),
    members: membersOf(items(gateway, 'backendAddressPools')),
  }
}

function membersOf(pools: readonly Body[]): Members {
  const written = pools.flatMap((pool) => {
    const list = pool.backendAddresses
    // Either field may hold either kind, and old answers hold bare texts.
    const members = Array.isArray(list) ? (list as readonly unknown[]) : []
    return members.flatMap((each) =>
      typeof each === 'string'
        ? each.trim()
        : (word(each as Body | null, 'ipAddress') ?? word(each as Body | null, 'fqdn') ?? []),
    )
  })
  const isAddress = (text: string): boolean => hostCidr(text) !== null
  return {
    addresses: [...new Set(written.filter(isAddress))].sort(),
    names: [...new Set(written.filter((text) => text !== '' && !isAddress(text)).map((text) => text.toLowerCase()))].sort(),
    configurationIds: distinct(
      pools.flatMap((pool) => items(pool, 'backendIpConfigurations').flatMap((each) => word(each, 'id') ?? [])),
    ),
  }
}
