/** Routes that virtual networks learn from gateways and route servers, which no read operation shows. */
import { type UnknownFact, unknown } from '../../../core/fact.ts'
import { nameInId } from '../gateway.ts'
import type { VirtualNetwork } from '../virtual-networks.ts'

const speakers: ReadonlySet<string> = new Set(['gatewaysubnet', 'routeserversubnet'])

/** Whether something in the network, or in one it is peered with, may teach it routes by BGP. */
export function learnsRoutes({ subnets, peers }: VirtualNetwork): boolean {
  return (
    peers.some(({ usesRemoteGateway }) => usesRemoteGateway) ||
    subnets.some(({ id, occupantIds }) => speakers.has(nameInId(id).toLowerCase()) && occupantIds.length > 0)
  )
}

export const learnedRoutes: UnknownFact = unknown('notCollected', 'routes learned by BGP are not read', {
  what: 'routes learned by BGP',
  call: '',
  permission: null,
})
