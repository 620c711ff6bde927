/** ECS services that register their tasks in a pool. */
import type { LoadBalancer as EcsLoadBalancer, Service as EcsService } from '@aws-sdk/client-ecs'
import { compareText } from '../../core/canonical.ts'
import { type Fact, mapFact, unknown } from '../../core/fact.ts'
import type { Service } from '../../core/model.ts'
import { type Loose, neededNumber, neededObjects, neededText, number, objects, part, text, time } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { sourceOf } from '../call-names.ts'
import type { Json } from '../json.ts'
import { lastSegment } from './arns.ts'
import { factOf } from './calls.ts'
import type { ServiceTag } from './interfaces.ts'
import { searchedServices } from './service-search.ts'
import { readStoppedTasks } from './tasks.ts'

/** Events kept of each service: ECS lists a hundred, of which the newest tell what goes on. */
const mostEvents = 20

/**
 * The services behind the pool. Known when every service was described that the tags of its backends name or, without tags, that
 * a search of all clusters found.
 */
export function readServices(calls: Calls, poolId: string, tags: readonly ServiceTag[]): Fact<readonly Service[]> {
  const described = factOf(calls, 'ecs:DescribeServices', { absent: 'no ECS service was described' }, (replies) => {
    const services = replies.flatMap(({ output }) => neededObjects(output, 'services'))
    const gone = replies.flatMap(({ output }) => objects(output, 'failures'))
    return {
      names: new Set([
        ...services.map((service) => nameOf(clusterOf(service), neededText(service, 'serviceName'))),
        ...gone.map((failure) => nameOf('', neededText(failure, 'arn'))),
      ]),
      behind: services
        .flatMap((service) => targetsOf(service, poolId).map((target) => readService(calls, service, target)))
        .sort((one, other) => compareText(nameOf(one.cluster, one.name), nameOf(other.cluster, other.name))),
    }
  })
  const behind = mapFact(described, (found) => found.behind)
  const expected = tags.length > 0 ? tagged(tags) : searchedServices(calls)
  // Without tags and without a search nobody knows what to expect, but what was found is there.
  if (expected === null) return behind.known && behind.value.length === 0 ? unsearched : behind
  if (!expected.known) return expected
  if (expected.value.length === 0) return { ...expected, value: [] }
  if (!described.known) return described
  const { names } = described.value
  const missing = expected.value.find(
    ({ cluster, service }) => !names.has(nameOf(cluster, service)) && !names.has(nameOf('', service)),
  )
  if (missing === undefined) return behind
  return unknown('notCollected', `service ${missing.service} was not described`, sourceOf('ecs:DescribeServices'))
}

const unsearched = unknown('notCollected', 'ECS clusters were not searched', sourceOf('ecs:ListClusters'))

function tagged(tags: readonly ServiceTag[]): Fact<readonly ServiceTag[]> {
  return { known: true, value: tags, sources: [sourceOf('ec2:DescribeNetworkInterfaces')] }
}

function nameOf(cluster: string, service: string): string {
  return `${lastSegment(cluster)} ${lastSegment(service)}`
}

function clusterOf(service: Loose<Json<EcsService>>): string {
  return lastSegment(neededText(service, 'clusterArn'))
}

/** The entry that ties the service to the pool: its own, that of a blue-green twin, or that of a task set. One is enough. */
function targetsOf(service: Loose<Json<EcsService>>, poolId: string): readonly Loose<EcsLoadBalancer>[] {
  const taskSets = objects(service, 'taskSets').flatMap((taskSet) => objects(taskSet, 'loadBalancers'))
  return [...objects(service, 'loadBalancers'), ...taskSets]
    .filter((target) => {
      const advanced = part(target, 'advancedConfiguration')
      return text(target, 'targetGroupArn') === poolId || (advanced && text(advanced, 'alternateTargetGroupArn')) === poolId
    })
    .slice(0, 1)
}

function readService(calls: Calls, service: Loose<Json<EcsService>>, target: Loose<EcsLoadBalancer>): Service {
  const [cluster, name] = [clusterOf(service), neededText(service, 'serviceName')]
  const containerName = text(target, 'containerName')
  return {
    name,
    cluster,
    desired: neededNumber(service, 'desiredCount'),
    running: neededNumber(service, 'runningCount'),
    containerPort: number(target, 'containerPort'),
    containerName,
    definedPorts: readPorts(calls, text(service, 'taskDefinition'), containerName),
    deployments: objects(service, 'deployments').map((deployment) => ({
      startedAt: time(deployment, 'createdAt'),
      state: text(deployment, 'rolloutState') ?? text(deployment, 'status') ?? 'not stated',
      reason: text(deployment, 'rolloutStateReason'),
    })),
    stoppedTasks: readStoppedTasks(calls, cluster, name),
    events: readEvents(service),
  }
}

function readEvents(service: Loose<Json<EcsService>>): Service['events'] {
  return objects(service, 'events')
    .flatMap((event) => {
      const at = time(event, 'createdAt')
      return at === null ? [] : [{ at, message: text(event, 'message') ?? '' }]
    })
    .sort((one, other) => compareText(other.at, one.at))
    .slice(0, mostEvents)
}

/** Ports that the definition maps for the container; for all of them when the service names none. */
function readPorts(calls: Calls, definition: string | null, container: string | null): Fact<readonly number[]> {
  return factOf(
    calls,
    'ecs:DescribeTaskDefinition',
    {
      where: (input) => definition !== null && text(input, 'taskDefinition') === definition,
      absent: 'the task definition was not asked for',
    },
    (replies) => {
      const containers = replies
        .flatMap(({ output }) => part(output, 'taskDefinition') ?? [])
        .flatMap((one) => neededObjects(one, 'containerDefinitions'))
        .filter((one) => container === null || text(one, 'name') === container)
      return containers.flatMap((one) =>
        objects(one, 'portMappings').flatMap((mapping) => number(mapping, 'containerPort') ?? []),
      )
    },
  )
}
