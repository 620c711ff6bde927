import type { Item, World } from '../../../scenarios/world.ts'
import { Refusal } from '../refusals.ts'
import type { Answers } from './index.ts'
import { textsOf } from './input.ts'

/** Functions, and the services that register tasks as targets. */
export function serving(world: World): Answers {
  const called = (name: unknown): World['functions'][string] => {
    const found = world.functions[String(name)]
    if (found === undefined) throw new Refusal('ResourceNotFoundException', `Function not found: ${String(name)}`, 404)
    return found
  }
  const clusters = [...new Set(world.services.map(({ clusterArn }) => String(clusterArn)))]
  const checkCluster = (cluster: unknown): string => {
    const found = clusters.find((arn) => arn === cluster || arn.endsWith(`/${String(cluster)}`))
    if (found === undefined) throw new Refusal('ClusterNotFoundException', 'Cluster not found.')
    return found
  }
  return {
    'lambda:GetFunctionConfiguration': ({ FunctionName }) => called(FunctionName).configuration,
    'lambda:GetFunctionConcurrency': ({ FunctionName }) => {
      const { concurrency } = called(FunctionName)
      return concurrency === null ? {} : { ReservedConcurrentExecutions: concurrency }
    },
    'lambda:GetPolicy': ({ FunctionName }) => {
      const { policy } = called(FunctionName)
      if (policy === null) throw new Refusal('ResourceNotFoundException', 'The resource you requested does not exist.', 404)
      return { Policy: policy }
    },
    'ecs:ListClusters': () => ({ clusterArns: clusters }),
    'ecs:ListServices': ({ cluster }) => {
      const arn = checkCluster(cluster)
      return { serviceArns: world.services.filter(({ clusterArn }) => clusterArn === arn).map(({ serviceArn }) => serviceArn) }
    },
    'ecs:DescribeServices': ({ cluster, services }) => {
      checkCluster(cluster)
      return lookedUp('services', world.services, textsOf(services), 10, ['serviceArn', 'serviceName'])
    },
    'ecs:ListTasks': ({ cluster, serviceName, desiredStatus }) => {
      checkCluster(cluster)
      const ofService = ({ group }: Item) => serviceName === undefined || group === `service:${String(serviceName)}`
      const stopped = desiredStatus === 'STOPPED' ? world.stoppedTasks.filter(ofService) : []
      return { taskArns: stopped.map(({ taskArn }) => taskArn) }
    },
    'ecs:DescribeTasks': ({ cluster, tasks }) => {
      checkCluster(cluster)
      return lookedUp('tasks', world.stoppedTasks, textsOf(tasks), 100, ['taskArn'])
    },
    'ecs:DescribeTaskDefinition': ({ taskDefinition }) => {
      const found = world.taskDefinitions[String(taskDefinition)]
      if (found === undefined) throw new Refusal('ClientException', 'Unable to describe task definition.')
      return { taskDefinition: found }
    },
  }
}

/** What exists of what is asked for; what does not is told as a failure beside it. */
function lookedUp(
  output: string,
  all: readonly Item[],
  asked: readonly string[],
  most: number,
  names: readonly string[],
): unknown {
  if (asked.length === 0) throw new Refusal('InvalidParameterException', `${output} cannot be empty.`)
  if (asked.length > most) throw new Refusal('InvalidParameterException', `${output} cannot have more than ${most} elements.`)
  const find = (name: string) => all.find((one) => names.some((field) => one[field] === name))
  return {
    [output]: asked.flatMap((name) => find(name) ?? []),
    failures: asked.filter((name) => find(name) === undefined).map((arn) => ({ arn, reason: 'MISSING' })),
  }
}
