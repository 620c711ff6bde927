import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs'
import { type ClientSettings, type Connection, isClient } from '../connection.ts'

export function connect(given: ClientSettings | ECSClient): Connection<'ecs', ECSClient> {
  const client = isClient(given) ? given : new ECSClient(given)
  return {
    client,
    close: () => client.destroy(),
    senders: {
      'ecs:ListClusters': (input, options) => client.send(new ListClustersCommand(input), options),
      'ecs:ListServices': (input, options) => client.send(new ListServicesCommand(input), options),
      'ecs:DescribeServices': (input, options) => client.send(new DescribeServicesCommand(input), options),
      'ecs:ListTasks': (input, options) => client.send(new ListTasksCommand(input), options),
      'ecs:DescribeTasks': (input, options) => client.send(new DescribeTasksCommand(input), options),
      'ecs:DescribeTaskDefinition': (input, options) => client.send(new DescribeTaskDefinitionCommand(input), options),
    },
  }
}
