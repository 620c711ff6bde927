import { AthenaClient } from '@aws-sdk/client-athena'
import { type ClientSettings, type Connection, isClient } from '../connection.ts'

export function connect(given: ClientSettings | AthenaClient): Connection<'athena', AthenaClient> {
  const client = isClient(given) ? given : new AthenaClient(given)
  return { client, close: () => client.destroy(), senders: {} }
}
