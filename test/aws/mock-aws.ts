/** All SDK clients mocked at once: a table of handlers by call name, every call noted in the order it was sent. */
import { AthenaClient } from '@aws-sdk/client-athena'
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { EC2Client } from '@aws-sdk/client-ec2'
import { ECSClient } from '@aws-sdk/client-ecs'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { S3Client } from '@aws-sdk/client-s3'
import { mockClient } from 'aws-sdk-client-mock'
import type { CallName } from '../../src/aws/call-names.ts'

/** What a call is answered with; throwing an error refuses it. */
export type Handler = (input: Record<string, unknown>) => unknown
export type Handlers = { readonly [Name in CallName]?: Handler }

export interface SentCall {
  readonly call: CallName
  readonly input: Record<string, unknown>
}

export interface MockedAws {
  readonly sent: readonly SentCall[]
  /** Inputs of one call, in the order sent. */
  readonly inputsOf: (call: CallName) => readonly Record<string, unknown>[]
  readonly restore: () => void
}

interface SentCommand {
  readonly constructor: { readonly name: string }
  readonly input: Record<string, unknown>
}

const prefixes = [
  ['elasticloadbalancing', ElasticLoadBalancingV2Client],
  ['ec2', EC2Client],
  ['cloudwatch', CloudWatchClient],
  ['lambda', LambdaClient],
  ['ecs', ECSClient],
  ['cloudtrail', CloudTrailClient],
  ['logs', CloudWatchLogsClient],
  ['s3', S3Client],
  ['athena', AthenaClient],
] as const

/** Answers every call from the handlers; `between` may hold an answer back. A call without a handler fails. */
export function mockAws(handlers: Handlers, between: (call: SentCall) => Promise<void> = async () => {}): MockedAws {
  const sent: SentCall[] = []
  const mocks = prefixes.map(([prefix, client]) => {
    const mock = mockClient(client as typeof EC2Client)
    // The mock's types know the commands of one client; here a command is its name and its input.
    const send = mock.send as unknown as { callsFake: (fake: (command: SentCommand) => Promise<unknown>) => void }
    send.callsFake(async (command) => {
      const call = `${prefix}:${command.constructor.name.replace(/Command$/, '')}` as CallName
      sent.push({ call, input: command.input })
      await between({ call, input: command.input })
      const handler = handlers[call]
      if (!handler) throw serviceError('InternalFailure', 500, `no handler for ${call}`)
      return { $metadata: { httpStatusCode: 200 }, ...(handler(command.input) as object) }
    })
    return mock
  })
  return {
    sent,
    inputsOf: (call) => sent.filter((one) => one.call === call).map(({ input }) => input),
    restore: () => {
      for (const mock of mocks) mock.restore()
    },
  }
}

/** An error as the SDK throws it for a service's refusal. */
export function serviceError(name: string, status: number, message: string = name): Error {
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata: { httpStatusCode: status } })
}

/** The handler that refuses. */
export function refuse(name: string, status: number = 400, message: string = `refused with ${name}`): Handler {
  return () => {
    throw serviceError(name, status, message)
  }
}
