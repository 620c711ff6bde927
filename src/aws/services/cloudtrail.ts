import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import type { ClientSettings, Connection } from '../connection.ts'

export function connect(settings: ClientSettings): Connection<'cloudtrail', CloudTrailClient> {
  const client = new CloudTrailClient(settings)
  return {
    client,
    close: () => client.destroy(),
    senders: {
      'cloudtrail:LookupEvents': (input, options) => client.send(new LookupEventsCommand(input), options),
    },
  }
}
