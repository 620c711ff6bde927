/** Azure resource ids of load balancers, so that one given to the wrong command gets a precise answer. */

export interface AzureResourceId {
  readonly subscription: string
  readonly resourceGroup: string
  /** Application Gateway for Containers is another product under another provider. */
  readonly kind: 'application-gateway' | 'application-gateway-for-containers' | 'other'
  /** Of the load balancer or resource itself, not of a part of it. */
  readonly name: string
}

const shape = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/([^/]+)\/([^/]+)\/([^/]+)(?:\/|$)/i

/** Null when the text is no resource id. Azure compares ids without regard to case. */
export function parseAzureResourceId(text: string): AzureResourceId | null {
  const [, subscription, resourceGroup, provider, type, name] = shape.exec(text.trim()) ?? []
  if (subscription === undefined || resourceGroup === undefined || name === undefined) return null
  return { subscription, resourceGroup, kind: kindOf(`${provider}/${type}`.toLowerCase()), name }
}

function kindOf(type: string): AzureResourceId['kind'] {
  if (type === 'microsoft.network/applicationgateways') return 'application-gateway'
  if (type === 'microsoft.servicenetworking/trafficcontrollers') return 'application-gateway-for-containers'
  return 'other'
}
