/**
 * What is done to some answers before they become evidence: left out is what judging never needs and a saved file must not
 * hold (secrets in environments, bulky event bodies).
 */
import type { AskableCall, CallOutput } from './call-types.ts'
import { joinMetrics } from './merge.ts'

type Tidies = { readonly [Name in AskableCall]?: (output: CallOutput<Name>) => CallOutput<Name> }

export const tidies: Tidies = {
  'cloudwatch:GetMetricData': joinMetrics,
  // Environment variables of functions and containers often hold credentials.
  'lambda:GetFunctionConfiguration': ({ Environment, ...output }) => output,
  'ecs:DescribeTaskDefinition': (output) => ({ taskDefinition: trimTaskDefinition(output.taskDefinition) }),
  'ecs:DescribeTasks': (output) => ({ ...output, tasks: output.tasks?.map(({ overrides, ...task }) => task) }),
  // A listing of log files is long, and their names and sizes are all it tells.
  's3:ListObjectsV2': (output) => ({ ...output, Contents: output.Contents?.map(({ Key, Size }) => ({ Key, Size })) }),
  'cloudtrail:LookupEvents': (output) => ({ Events: output.Events?.map(trimEvent) }),
}

type TaskDefinition = CallOutput<'ecs:DescribeTaskDefinition'>['taskDefinition']

function trimTaskDefinition(definition: TaskDefinition): TaskDefinition {
  return {
    taskDefinitionArn: definition?.taskDefinitionArn,
    family: definition?.family,
    revision: definition?.revision,
    networkMode: definition?.networkMode,
    containerDefinitions: definition?.containerDefinitions?.map(({ name, essential, portMappings, stopTimeout }) => ({
      name,
      essential,
      portMappings,
      stopTimeout,
    })),
  }
}

type Event = NonNullable<CallOutput<'cloudtrail:LookupEvents'>['Events']>[number]

/** Keeps who did what to which object. The body stays JSON text, as AWS gives it. */
function trimEvent({ AccessKeyId, CloudTrailEvent, ...event }: Event): Event {
  const body = parseObject(CloudTrailEvent)
  if (body === null) return event
  const { eventTime, eventName, eventSource, requestParameters, errorCode } = body
  const identity = isObject(body.userIdentity) ? body.userIdentity : {}
  const { type, arn, userName, invokedBy } = identity
  const userIdentity = { type, arn, userName, invokedBy }
  return {
    ...event,
    CloudTrailEvent: JSON.stringify({ eventTime, eventName, eventSource, userIdentity, requestParameters, errorCode }),
  }
}

function parseObject(text: string | undefined): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
