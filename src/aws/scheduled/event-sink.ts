/** Alerts to a bus of EventBridge: rules match on the kind of change, the verdict, the causes. */
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { alertDocument } from '../../scheduled/payloads/document.ts'
import type { Sink } from '../../scheduled/sink.ts'
import type { ClientSettings } from '../connection.ts'

export const detailType = 'lb502 alert'

export function eventSink(bus: string, { ownS3Endpoint: _, ...settings }: ClientSettings): Sink {
  const client = new EventBridgeClient(settings)
  return {
    name: 'eventbridge',
    send: async (alert, abortSignal) => {
      const entry = { Source: 'lb502', DetailType: detailType, EventBusName: bus, Detail: alertDocument(alert) }
      const { FailedEntryCount = 0, Entries = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }), {
        abortSignal,
      })
      // A refused entry is no error to the SDK.
      if (FailedEntryCount > 0) throw new Error(Entries[0]?.ErrorMessage ?? Entries[0]?.ErrorCode ?? 'the entry was refused')
    },
  }
}
