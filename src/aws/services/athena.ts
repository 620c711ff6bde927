import { AthenaClient } from '@aws-sdk/client-athena'
import type { ClientSettings, Connection } from '../connection.ts'

export function connect(settings: ClientSettings): Connection<'athena', AthenaClient> {
  const client = new AthenaClient(settings)
  return { client, close: () => client.destroy(), senders: {} }
}
