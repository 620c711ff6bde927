/** One target group with everything behind it. */
import { type Fact, type KnownFact, known, mapFact, unknown } from '../../core/fact.ts'
import type { LoadBalancer, Pool, PoolConfig } from '../../core/model.ts'
import type { Calls } from '../../normalise/records.ts'
import { routingOf } from '../../normalise/routing.ts'
import type { Note } from '../../normalise/words.ts'
import { sourceOf } from '../call-names.ts'
import { nameInArn } from './arns.ts'
import { type Addressed, type PoolPlace, readBackend } from './backends.ts'
import { recordsOf } from './calls.ts'
import { readFunction } from './functions.ts'
import type { ServiceTag } from './interfaces.ts'
import { type Listing, required } from './listing.ts'
import type { Network } from './network.ts'
import { readPaths } from './paths.ts'
import { readAttributes } from './pool-attributes.ts'
import type { NamedConfig } from './pool-config.ts'
import { readServices } from './services.ts'
import { readTargets } from './targets.ts'

/** What all pools of a load balancer share. */
export interface Surroundings {
  readonly calls: Calls
  readonly groups: Listing<NamedConfig>
  readonly network: Network
  readonly loadBalancer: LoadBalancer
  readonly note: Note
}

export function readPool(id: string, { calls, groups, network, loadBalancer, note }: Surroundings): Pool {
  const group = readGroup(groups, id, loadBalancer.id)
  const config = mapFact(group, ({ name, ...rest }): PoolConfig => rest)
  const { settings, crossZone } = readAttributes(calls, id, note)
  const place: PoolPlace = { config, networkId: networkOf(config, loadBalancer) }
  const functionOf = (arn: string) => readFunction(calls, arn, id, note)
  const backends = mapFact(readTargets(calls, id, config, note), (targets) =>
    targets.map((target) => readBackend(target, place, network, functionOf)),
  )
  const name = (group.known ? group.value.name : null) ?? nameInArn(id) ?? id
  return {
    id,
    name,
    partNames: { members: name, setting: null, probe: null },
    config,
    settings,
    backends: mapFact(backends, (all) => all.map(({ backend }) => backend)),
    healthRead: mapFact(backends, () => true),
    paths: readPaths({ loadBalancer, backends, place, crossZone, network }),
    crossZone,
    services: servicesOf(calls, id, config, backends, network),
    routing: loadBalancer.id === null && group.known ? unused(group) : routingOf(loadBalancer.listeners, id),
  }
}

export function readGroup(groups: Listing<NamedConfig>, id: string, loadBalancerId: string | null): Fact<NamedConfig> {
  return required(groups, id, { 'target-group-arn': id, name: nameInArn(id), 'load-balancer-arn': loadBalancerId })
}

/** A group that could be read and says that it belongs to no load balancer gets no requests from any. */
function unused({ value, sources }: KnownFact<NamedConfig>): Pool['routing'] {
  if (value.loadBalancerIds === null) return unknown('failed', 'the load balancer of the group is not stated', ...sources)
  return known({ reached: false, onlyPool: false, weight: 'zero' }, ...sources)
}

/** The VPC: the group's own, or that of the load balancer, which is the same. */
function networkOf(config: Fact<PoolConfig>, { overview }: LoadBalancer): Fact<string> {
  if (config.known && config.value.networkId !== null) return { ...config, value: config.value.networkId }
  if (overview.known && overview.value.networkId !== null) return { ...overview, value: overview.value.networkId }
  const gap = [config, overview].find((fact) => !fact.known)
  return gap?.known === false ? gap : unknown('failed', 'the VPC is not stated', ...config.sources)
}

function servicesOf(
  calls: Calls,
  id: string,
  config: Fact<PoolConfig>,
  backends: Fact<readonly Addressed[]>,
  network: Network,
): Pool['services'] {
  const kinds = new Set(backends.known ? backends.value.map(({ kind }) => kind) : [])
  const isOf = (backendKind: PoolConfig['backendKind'], kind: Addressed['kind']): boolean =>
    config.known ? config.value.backendKind === backendKind : kinds.size === 1 && kinds.has(kind)
  // Nothing but a service of Lambda itself registers functions.
  if (isOf('function', 'function')) return known([], sourceOf('elasticloadbalancing:DescribeTargetGroups'))
  if (isOf('instance', 'instance') && recordsOf(calls, 'ecs:DescribeServices').length === 0) {
    const source = { ...sourceOf('ecs:DescribeServices'), call: '', permission: null }
    return unknown('notCollected', 'services are looked for behind targets that are registered by address only', source)
  }
  return readServices(calls, id, backends.known ? tagsOf(backends.value, network) : [])
}

function tagsOf(backends: readonly Addressed[], { interfaces }: Network): readonly ServiceTag[] {
  return backends.flatMap(({ backend: { networkInterface } }) => {
    const id = networkInterface.known ? networkInterface.value?.id : undefined
    return interfaces.serviceTags.get(id ?? '') ?? []
  })
}
