/** Reads what the user named: an Application Gateway, by its resource id or by name. */
import { CannotRun } from '../core/errors.ts'
import { parseAzureResourceId } from './resource-id.ts'

/** What to diagnose. Without a subscription, the only one the credentials see. */
export type AzureTarget =
  | { readonly kind: 'id'; readonly id: string }
  | {
      readonly kind: 'name'
      readonly name: string
      readonly resourceGroup?: string | undefined
      readonly subscription?: string | undefined
    }

/** A target as understood: with an id, or where a name has to be looked for. */
export type NamedTarget =
  | { readonly by: 'id'; readonly id: string }
  | {
      readonly by: 'name'
      readonly name: string
      readonly resourceGroup: string | undefined
      readonly subscription: string | undefined
    }

const example =
  '/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/applicationGateways/<name>, or its name with -g <group>'

/** Understands the target, or throws CannotRun with a hint that names the right way to ask. */
export function parseTarget(target: AzureTarget): NamedTarget {
  if (target.kind === 'id') return { by: 'id', id: gatewayIdIn(target.id.trim()) }
  const name = target.name.trim()
  if (name.startsWith('/') || name.startsWith('arn:')) return { by: 'id', id: gatewayIdIn(name) }
  if (!/^[A-Za-z0-9](?:[\w.-]{0,78}\w)?$/.test(name)) {
    throw new CannotRun(`${quote(name)} is neither a resource id nor the name of an application gateway.`, `Give ${example}.`)
  }
  const subscription = target.subscription === undefined ? undefined : checkedSubscription(target.subscription)
  const resourceGroup = target.resourceGroup === undefined ? undefined : checkedGroup(target.resourceGroup)
  if (subscription !== undefined && resourceGroup !== undefined) {
    return { by: 'id', id: gatewayIdOf(subscription, resourceGroup, name) }
  }
  return { by: 'name', name, resourceGroup, subscription }
}

/** The ARM id of a gateway. */
export function gatewayIdOf(subscription: string, resourceGroup: string, name: string): string {
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Network/applicationGateways/${name}`
}

/** A subscription's id, as it is. Throws CannotRun for anything else: names of subscriptions are not looked up. */
export function checkedSubscription(text: string): string {
  const id = text.trim()
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id
  throw new CannotRun(
    `${quote(id)} is no subscription id.`,
    'It looks like 00000000-0000-0000-0000-000000000000: az account list',
  )
}

function checkedGroup(text: string): string {
  const name = text.trim()
  if (/^[\p{L}\p{N}_().-]{1,90}$/u.test(name) && !name.endsWith('.')) return name
  throw new CannotRun(`${quote(name)} is no name of a resource group.`, 'See: az group list')
}

function gatewayIdIn(id: string): string {
  if (id.startsWith('arn:')) {
    throw new CannotRun('That is an ARN of AWS, not an Azure resource id.', `Try: lb502 aws --lb ${oneWord(id)}`)
  }
  const parts = parseAzureResourceId(id)
  if (parts === null) throw new CannotRun(`Malformed resource id: ${quote(id)}`, `Give ${example}.`)
  switch (parts.kind) {
    case 'application-gateway':
      return gatewayIdOf(checkedSubscription(parts.subscription), checkedGroup(parts.resourceGroup), parts.name)
    case 'application-gateway-for-containers':
      throw new CannotRun(
        'That is an Application Gateway for Containers, another product: it reports no backend health and answers 500 where nobody serves.',
        'lb502 explains Application Gateways: Microsoft.Network/applicationGateways',
      )
    case 'other':
      throw otherResource(id)
  }
}

/** What people take for an application gateway, by type. */
const others: readonly (readonly [type: RegExp, what: string])[] = [
  [/\/microsoft\.network\/loadbalancers\//i, 'an Azure Load Balancer: it passes packets on and never answers 502 itself'],
  [/\/microsoft\.network\/trafficmanagerprofiles\//i, 'a Traffic Manager profile: it answers names, not requests'],
  [/\/microsoft\.network\/frontdoors\//i, 'a Front Door, which lb502 does not know'],
  [/\/microsoft\.cdn\/profiles\//i, 'a Front Door or CDN profile, which lb502 does not know'],
  [/\/microsoft\.apimanagement\/service\//i, 'an API Management service, which lb502 does not know'],
  [/\/microsoft\.network\/applicationgatewaywebapplicationfirewallpolicies\//i, 'a WAF policy: name the gateway that uses it'],
]

function otherResource(id: string): CannotRun {
  const what = others.find(([type]) => type.test(id))?.[1]
  const type = /\/providers\/([^/]+\/[^/]+)/i.exec(id)?.[1] ?? ''
  return new CannotRun(
    what === undefined ? `That is a resource of type ${quote(type)}, not an application gateway.` : `That is ${what}.`,
    'lb502 explains Application Gateways: Microsoft.Network/applicationGateways',
  )
}

/** The user's text, safe for one line of a terminal. */
function quote(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}...` : text)
}

function oneWord(text: string): string {
  return /^[\w:/.-]+$/.test(text) ? text : '<arn>'
}
