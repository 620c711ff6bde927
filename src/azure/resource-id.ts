/** Telling Azure's load balancers by their resource ids, so that one given to the wrong command gets a precise answer. */

export type AzureBalancer = 'application-gateway' | 'application-gateway-for-containers' | 'other'

/** Null when the text is no Azure resource id. Azure compares ids without regard to case. */
export function azureBalancerOf(text: string): AzureBalancer | null {
  const id = text.toLowerCase()
  if (!/^\/subscriptions\/[^/]+\//.test(id)) return null
  if (/\/providers\/microsoft\.network\/applicationgateways\/[^/]+$/.test(id)) return 'application-gateway'
  if (/\/providers\/microsoft\.servicenetworking\/trafficcontrollers\/[^/]+$/.test(id)) return 'application-gateway-for-containers'
  return 'other'
}
