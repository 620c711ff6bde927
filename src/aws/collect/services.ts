/** ECS services that register their tasks in the groups, and their recently stopped tasks. */
import type { Ask } from '../ask.ts'
import type { Asker } from '../asker.ts'
import type { CallOutput } from '../call-types.ts'
import { chunks } from './chunks.ts'
import type { Interface } from './targets.ts'

type EcsService = NonNullable<CallOutput<'ecs:DescribeServices'>['services']>[number]

/** How far a search goes when no tag names the service. */
const mostClusters = 20
const mostServicesPerCluster = 100
const servicesPerCall = 10
const tasksPerCall = 100

/** Reads the services behind the groups. Tags of the targets' interfaces name them; without tags every cluster is searched. */
export async function readServices(asker: Asker, groupArns: readonly string[], interfaces: readonly Interface[]): Promise<void> {
  const { ask } = asker
  const tagged = taggedServices(interfaces)
  if (tagged.size === 0) return searchServices(asker, groupArns)
  await Promise.all(
    [...tagged].flatMap(([cluster, services]) => [
      describeServices(ask, cluster, services).then((found) => Promise.all(found.map((one) => readDefinition(ask, one)))),
      ...services.map((service) => readStoppedTasks(ask, cluster, service)),
    ]),
  )
}

/** Service names by cluster, as ECS tags the interfaces of its tasks. */
function taggedServices(interfaces: readonly Interface[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>()
  for (const { TagSet } of interfaces) {
    const tag = (key: string) => TagSet?.find(({ Key }) => Key === key)?.Value
    const cluster = tag('aws:ecs:clusterName')
    const service = tag('aws:ecs:serviceName')
    if (cluster && service) found.set(cluster, (found.get(cluster) ?? new Set()).add(service))
  }
  return new Map([...found].map(([cluster, services]) => [cluster, [...services].sort()]))
}

async function searchServices({ ask, skip }: Asker, groupArns: readonly string[]): Promise<void> {
  const clusters = await ask('ecs:ListClusters', {})
  if (!clusters.ok) return
  const clusterArns = clusters.output.clusterArns ?? []
  for (const cluster of clusterArns.slice(mostClusters)) {
    skip('ecs:ListServices', { cluster }, `of ${clusterArns.length} clusters the first ${mostClusters} were searched`)
  }
  await Promise.all(
    clusterArns.slice(0, mostClusters).map(async (cluster) => {
      const listed = await ask('ecs:ListServices', { cluster })
      if (!listed.ok) return
      const serviceArns = listed.output.serviceArns ?? []
      const found = await describeServices(ask, cluster, serviceArns.slice(0, mostServicesPerCluster))
      for (const services of chunks(serviceArns.slice(mostServicesPerCluster), servicesPerCall)) {
        const message = `of ${serviceArns.length} services the first ${mostServicesPerCluster} were searched`
        skip('ecs:DescribeServices', { cluster, services: [...services] }, message)
      }
      const ours = found.filter(({ loadBalancers }) =>
        (loadBalancers ?? []).some(({ targetGroupArn }) => targetGroupArn !== undefined && groupArns.includes(targetGroupArn)),
      )
      await Promise.all(
        ours.flatMap((service) => [
          readDefinition(ask, service),
          ...(service.serviceName ? [readStoppedTasks(ask, cluster, service.serviceName)] : []),
        ]),
      )
    }),
  )
}

async function describeServices(ask: Ask, cluster: string, services: readonly string[]): Promise<readonly EcsService[]> {
  const answers = await Promise.all(
    chunks(services, servicesPerCall).map((some) => ask('ecs:DescribeServices', { cluster, services: [...some] })),
  )
  return answers.flatMap((answer) => (answer.ok ? (answer.output.services ?? []) : []))
}

async function readDefinition(ask: Ask, { taskDefinition }: EcsService): Promise<void> {
  if (taskDefinition !== undefined) await ask('ecs:DescribeTaskDefinition', { taskDefinition })
}

async function readStoppedTasks(ask: Ask, cluster: string, serviceName: string): Promise<void> {
  const listed = await ask('ecs:ListTasks', { cluster, serviceName, desiredStatus: 'STOPPED' })
  if (!listed.ok) return
  await Promise.all(
    chunks(listed.output.taskArns ?? [], tasksPerCall).map((tasks) => ask('ecs:DescribeTasks', { cluster, tasks: [...tasks] })),
  )
}
