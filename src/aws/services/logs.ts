import {
  CloudWatchLogsClient,
  DescribeDeliveriesCommand,
  DescribeDeliveryDestinationsCommand,
  DescribeDeliverySourcesCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import type { ClientSettings, Connection } from '../connection.ts'

export function connect(settings: ClientSettings): Connection<'logs', CloudWatchLogsClient> {
  const client = new CloudWatchLogsClient(settings)
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
