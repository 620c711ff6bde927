/** Every path of a pool: from each zone of the load balancer to each backend, for requests and for probes. */
import type { Fact } from '../../core/fact.ts'
import type { LoadBalancer, LoadBalancerOverview, PoolConfig } from '../../core/model.ts'
import type { Path } from '../../core/network/model.ts'
import type { Addressed, PoolPlace } from './backends.ts'
import { backendEnd, balancerEnd, type End, familyOf } from './ends.ts'
import { hopsBetween } from './hops.ts'
import type { Network } from './network.ts'

export interface PathsOf {
  readonly loadBalancer: LoadBalancer
  readonly backends: Fact<readonly Addressed[]>
  readonly place: PoolPlace
  readonly crossZone: Fact<boolean>
  readonly network: Network
}

/** Functions are invoked through their service, so a pool of functions has no paths. */
export function readPaths({ loadBalancer, backends, place, crossZone, network }: PathsOf): Fact<readonly Path[]> {
  if (isOfFunctions(place.config)) return { known: true, value: [], sources: place.config.sources }
  if (!backends.known) return backends
  const { overview } = loadBalancer
  if (!overview.known) return overview
  const sendsFrom = balancerEnds(loadBalancer, overview.value, network)
  const paths = backends.value.flatMap((addressed) => {
    const end = backendEnd(addressed, place, network)
    if (end === null) return []
    const family = familyOf(end.endpoint.cidrs[0] ?? '')
    return zonesFor(addressed, overview.value, crossZone).flatMap(({ name, subnetId }) =>
      purposesOf(addressed).map(
        ([purpose, port]): Path => ({
          backendKey: addressed.backend.key,
          purpose,
          port,
          zone: name,
          subnetId,
          hops: hopsBetween(sendsFrom(subnetId, family), end, port, network),
        }),
      ),
    )
  })
  return { known: true, value: paths, sources: [...overview.sources, ...backends.sources] }
}

function isOfFunctions(config: Fact<PoolConfig>): boolean {
  return config.known && config.value.backendKind === 'function'
}

type Family = ReturnType<typeof familyOf>

/** One end for each subnet and family, shared by all paths from there. */
function balancerEnds(
  loadBalancer: LoadBalancer,
  overview: LoadBalancerOverview,
  network: Network,
): (subnetId: string, family: Family) => End {
  const ends = new Map<string, End>()
  return (subnetId, family) => {
    const key = `${family} ${subnetId}`
    const end = ends.get(key) ?? balancerEnd(loadBalancer, overview, subnetId, family, network)
    ends.set(key, end)
    return end
  }
}

/** Zones whose nodes may send to the backend. */
function zonesFor(
  { backend }: Addressed,
  { zones }: LoadBalancerOverview,
  crossZone: Fact<boolean>,
): LoadBalancerOverview['zones'] {
  const { machine, networkInterface } = backend
  const found = (machine.known && machine.value?.zone) || (networkInterface.known && networkInterface.value?.zone)
  const zone = found || backend.zone
  const everyZone = !crossZone.known || crossZone.value || zone === null || backend.zone === 'all'
  return everyZone ? zones : zones.filter(({ name }) => name === zone)
}

/** Probes have a path of their own only when they go to another port. */
function purposesOf({ backend: { port, probePort } }: Addressed): readonly (readonly [Path['purpose'], number])[] {
  return [
    ...(port === null ? [] : [['traffic', port] as const]),
    ...(probePort === null || probePort === port ? [] : [['probe', probePort] as const]),
  ]
}
