/** Alerts to a topic of SNS: mail, telephones, queues. */
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { snsMessage } from '../../scheduled/payloads/sns.ts'
import type { Sink } from '../../scheduled/sink.ts'
import type { ClientSettings } from '../connection.ts'

export function snsSink(topicArn: string, { ownS3Endpoint: _, ...settings }: ClientSettings): Sink {
  const client = new SNSClient(settings)
  return {
    name: 'sns',
    send: async (alert, abortSignal) => {
      const { subject, text, attribute } = snsMessage(alert)
      const MessageAttributes = { lb502: { DataType: 'String', StringValue: attribute } }
      const input = { TopicArn: topicArn, Subject: subject, Message: text, MessageAttributes }
      await client.send(new PublishCommand(input), { abortSignal })
    },
  }
}
