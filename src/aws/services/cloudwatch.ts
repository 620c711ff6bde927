import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import type { ClientSettings, Connection } from '../connection.ts'

export function connect(settings: ClientSettings): Connection<'cloudwatch', CloudWatchClient> {
  const client = new CloudWatchClient(settings)
  return {
    client,
    close: () => client.destroy(),
    senders: {
      'cloudwatch:GetMetricData': (input, options) => client.send(new GetMetricDataCommand(input), options),
    },
  }
}
