import {
  CloudWatchLogsClient,
  DescribeDeliveriesCommand,
  DescribeDeliveryDestinationsCommand,
  DescribeDeliverySourcesCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { type ClientSettings, type Connection, isClient } from '../connection.ts'

export function connect(given: ClientSettings | CloudWatchLogsClient): Connection<'logs', CloudWatchLogsClient> {
  const client = isClient(given) ? given : new CloudWatchLogsClient(given)
  return {
    client,
    close: () => client.destroy(),
    senders: {
      'logs:DescribeDeliverySources': (input, options) => client.send(new DescribeDeliverySourcesCommand(input), options),
      'logs:DescribeDeliveries': (input, options) => client.send(new DescribeDeliveriesCommand(input), options),
      'logs:DescribeDeliveryDestinations': (input, options) =>
        client.send(new DescribeDeliveryDestinationsCommand(input), options),
    },
  }
}
