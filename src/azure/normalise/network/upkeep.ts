/** What the platform needs to reach the gateway by, and the gateway the platform. */
import { type Fact, known, mapFact, unknown } from '../../../core/fact.ts'
import { parseCidr } from '../../../core/network/addresses.ts'
import type { Endpoint, Path, Route, RouteHop, RouteTable } from '../../../core/network/model.ts'
import { judgePath } from '../../../core/network/path.ts'
import { nameInId } from '../gateway.ts'
import type { Fabric } from './fabric.ts'
import { isAppliance } from './next-hops.ts'
import { endpointOf, gatewayEndReader, gatewaySite } from './paths.ts'
import { everywhere, platformAddress } from './ranges.ts'

/** Ports on which the control plane configures instances and hears of their health. */
const infrastructurePorts = { v1: { from: 65_503, to: 65_534 }, v2: { from: 65_200, to: 65_535 } }
/** Instances reach the platform's services by HTTPS. */
const servicePort = 443

/**
 * The control plane's way in, that of the platform's probes, and the way out to the Internet. A gateway with network isolation needs neither the first nor the last; where no property tells
 * whether one is isolated, and it lives without all of them, it may well be.
 */
export function readUpkeep(fabric: Fabric): Fact<readonly Path[]> {
  const { isolated } = fabric.gateway
  const site = gatewaySite(fabric)
  if (isolated === true) return known([], ...site.sources)
  const end = gatewayEndReader(site)('ipv4')
  if (!end.known) return end
  const paths = pathsOf(end.value.endpoint, fabric, end.value.site)
  const livesWithout = paths.every((path) => judgePath(path).passage === 'blocked')
  return isolated === null && livesWithout ? perhapsIsolated : known(paths, ...end.sources)
}

const perhapsIsolated = unknown(
  'notCollected',
  'the rules and routes are such as only gateways with network isolation may have, and whether this is one is written nowhere',
  { what: 'network isolation', call: '', permission: null },
)

type Site = Parameters<Fabric['tableOf']>[0]

function pathsOf(gateway: Endpoint, fabric: Fabric, site: Site): readonly Path[] {
  const { generation, subnetId } = fabric.gateway
  const ports = infrastructurePorts[generation]
  const [anywhere] = everywhere as [string]
  const manager = endpointOf('GatewayManager', [anywhere])
  const prober = endpointOf('AzureLoadBalancer', [platformAddress])
  const internet = endpointOf('Internet', [anywhere])
  const groupId = site.subnet.securityGroupId
  const common = { groupId, site, place: 'balancer-subnet', own: 'gateway' } as const
  const upkeep = { purpose: 'upkeep', zone: nameInId(subnetId), subnetId } as const
  const inwards = { source: manager, destination: gateway, destinationPorts: ports }
  const probes = { ...inwards, source: prober }
  const outwards = { source: gateway, destination: internet, destinationPorts: { from: servicePort, to: servicePort } }
  const table = mapFact(fabric.tableOf(site, 'public'), (routes) => defaultRoutes(routes, generation))
  const route: RouteHop = { kind: 'route', leg: 'request', place: 'balancer-subnet', table, destination: internet }
  return [
    {
      ...upkeep,
      backendKey: 'GatewayManager',
      port: ports.from,
      hops: fabric.guard({ ...common, direction: 'inbound', packet: inwards, remote: 'manager' }),
    },
    {
      ...upkeep,
      purpose: 'liveness',
      backendKey: 'AzureLoadBalancer',
      port: ports.from,
      hops: fabric.guard({ ...common, direction: 'inbound', packet: probes, remote: 'prober' }),
    },
    {
      ...upkeep,
      backendKey: 'Internet',
      port: servicePort,
      hops: [...fabric.guard({ ...common, direction: 'outbound', packet: outwards, remote: 'internet' }), route],
    },
  ]
}

/** Longer prefixes than this lead to parts of the Internet too small to matter. */
const longestPrefix = 2

/** The routes that decide about the Internet as a whole. A default route made by users comes before a learned one. */
function defaultRoutes(table: RouteTable, generation: 'v1' | 'v2'): RouteTable {
  const kept = table.routes.flatMap((route) => {
    if (!route.destinations.known) return [route]
    const wide = route.destinations.value.filter(
      (cidr) => !cidr.includes(':') && (parseCidr(cidr)?.prefix ?? 32) <= longestPrefix,
    )
    return wide.length === 0 ? [] : [{ ...route, destinations: { ...route.destinations, value: wide } }]
  })
  const made = kept.some(
    ({ id, destinations }) => isUserRoute(id) && destinations.known && destinations.value.includes('0.0.0.0/0'),
  )
  return {
    ...table,
    routes: kept.filter(({ destinations }) => destinations.known || !made).map((route) => forUpkeep(route, generation)),
  }
}

function isUserRoute(id: string): boolean {
  return /\/routes\//i.test(id)
}

/** The second generation works with a default route to the Internet only. */
function forUpkeep(route: Route, generation: 'v1' | 'v2'): Route {
  const leavesPlatform = isAppliance(route) || route.target === 'the virtual network gateway'
  if (generation === 'v1' || !leavesPlatform || !route.destinations.known) return route
  return { ...route, state: { kind: 'diverts', why: 'which an Application Gateway without network isolation does not support' } }
}
