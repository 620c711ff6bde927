import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { type ClientSettings, type Connection, isClient } from '../connection.ts'

export function connect(given: ClientSettings | CloudTrailClient): Connection<'cloudtrail', CloudTrailClient> {
  const client = isClient(given) ? given : new CloudTrailClient(given)
  return {
    client,
    close: () => client.destroy(),
    senders: {
      'cloudtrail:LookupEvents': (input, options) => client.send(new LookupEventsCommand(input), options),
    },
  }
}
