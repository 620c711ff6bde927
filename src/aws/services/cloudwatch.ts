import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { type ClientSettings, type Connection, isClient } from '../connection.ts'

export function connect(given: ClientSettings | CloudWatchClient): Connection<'cloudwatch', CloudWatchClient> {
  const client = isClient(given) ? given : new CloudWatchClient(given)
  return {
    client,
    close: () => client.destroy(),
    senders: {
      'cloudwatch:GetMetricData': (input, options) => client.send(new GetMetricDataCommand(input), options),
    },
  }
}
