/** Sinks that are services of AWS. Their clients are loaded when they are used. */
import type { Alert, Sink } from '../scheduled/announce.ts'
import { alertEvent } from '../scheduled/payloads/event.ts'
import { plainText, storyOf } from '../scheduled/payloads/story.ts'
import type { SinkSetting } from '../scheduled/settings.ts'
import { webSink } from '../scheduled/web-sinks.ts'

/** Of a message's subject, which may hold printable ASCII only. */
const mostCharacters = 99

export function sinkOf(setting: SinkSetting): Sink {
  switch (setting.kind) {
    case 'sns':
      return { name: 'sns', send: (alert, signal) => publish(setting.topicArn, alert, signal) }
    case 'event-bridge':
      return { name: 'event-bridge', send: (alert, signal) => putEvent(setting.bus, alert, signal) }
    case 'webhook':
    case 'slack':
    case 'teams':
      return webSink(setting)
  }
}

async function publish(topicArn: string, alert: Alert, abortSignal: AbortSignal): Promise<void> {
  const { PublishCommand, SNSClient } = await import('@aws-sdk/client-sns')
  // A topic may lie in another region than the function.
  const client = new SNSClient({ region: topicArn.split(':')[3] ?? '' })
  const story = storyOf(alert)
  const Subject = `lb502: ${story.title}`.replace(/[^ -~]/g, '?').slice(0, mostCharacters)
  await client.send(new PublishCommand({ TopicArn: topicArn, Subject, Message: plainText(story) }), { abortSignal })
}

async function putEvent(bus: string, alert: Alert, abortSignal: AbortSignal): Promise<void> {
  const { EventBridgeClient, PutEventsCommand } = await import('@aws-sdk/client-eventbridge')
  const client = new EventBridgeClient({})
  const entry = {
    EventBusName: bus,
    Source: 'lb502',
    DetailType: 'Load balancer diagnosis',
    Resources: [alert.account.balancerId],
    Detail: JSON.stringify(alertEvent(alert)),
  }
  const { Entries: [answer] = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }), { abortSignal })
  if (answer?.ErrorCode !== undefined) throw new Error(`${answer.ErrorCode}: ${answer.ErrorMessage}`)
}
