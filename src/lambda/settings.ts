/** What the Lambda function is told by its environment. */
import { logChoiceOf } from '../aws/log-choice.ts'
import type { LogChoice } from '../aws/log-request.ts'
import type { S3Place } from '../aws/scheduled/s3-store.ts'
import { type AwsTarget, parseArn, parseTarget } from '../aws/target.ts'
import { CannotRun } from '../core/errors.ts'
import { type Environment, listOf, refuseStrangers, textOf, wrong } from '../scheduled/environment.ts'
import { type Settings, settingsOf, sharedVariables, type Target } from '../scheduled/settings.ts'

export interface LambdaSettings extends Settings {
  readonly balancers: readonly BalancerTarget[]
  /** Empty: the function's own. */
  readonly regions: readonly string[]
  readonly logs: LogChoice
  readonly state: StatePlace | null
  readonly topicArn: string | undefined
  readonly eventBus: string | undefined
}

export type BalancerTarget = Exclude<Target, { readonly kind: 'one' }> | { readonly kind: 'one'; readonly target: AwsTarget }

export type StatePlace = ({ readonly kind: 's3' } & S3Place) | { readonly kind: 'ssm'; readonly prefix: string }

const variables = [...sharedVariables, 'LB502_REGIONS', 'LB502_SNS_TOPIC_ARN', 'LB502_EVENT_BUS']

/** Throws CannotRun that names the variable which is missing or wrong. */
export function lambdaSettingsOf(environment: Environment): LambdaSettings {
  refuseStrangers(environment, variables)
  const settings = settingsOf(environment)
  const regions = listOf(environment, 'LB502_REGIONS')
  const malformed = regions.find((region) => !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region))
  if (malformed !== undefined) throw wrong('LB502_REGIONS', malformed, 'is not a region', 'Regions look like eu-west-1.')
  const logs = textOf(environment, 'LB502_LOGS') ?? 'auto'
  const choice = logChoiceOf(logs)
  if (choice === null) {
    throw wrong('LB502_LOGS', logs, 'is no place of logs', 'Use auto, off, s3://bucket/prefix or the name of a log group.')
  }
  return {
    ...settings,
    balancers: settings.targets.map((target) => balancerOf(target, regions)),
    regions,
    logs: choice,
    state: stateOf(textOf(environment, 'LB502_STATE')),
    topicArn: topicOf(textOf(environment, 'LB502_SNS_TOPIC_ARN')),
    eventBus: busOf(textOf(environment, 'LB502_EVENT_BUS')),
  }
}

function balancerOf(target: Target, regions: readonly string[]): BalancerTarget {
  if (target.kind !== 'one') return target
  const { id } = target
  const kind = parseArn(id)?.resource.startsWith('targetgroup/') ? 'pool' : 'load-balancer'
  const asked = { kind, id } as const
  try {
    const named = parseTarget(asked)
    if (named.by === 'name' && regions.length > 1) {
      throw new CannotRun('A name lies in one region.', 'Give the ARN, or one region in LB502_REGIONS.')
    }
  } catch (error) {
    if (error instanceof CannotRun) throw new CannotRun(`LB502_TARGETS: ${error.message}`, error.hint)
    throw error
  }
  return { kind: 'one', target: asked }
}

function stateOf(text: string | undefined): StatePlace | null {
  if (text === undefined) return null
  const [, bucket, path = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(text) ?? []
  if (bucket !== undefined) return { kind: 's3', bucket, prefix: path === '' ? '' : `${path.replace(/\/+$/, '')}/` }
  const [, prefix] = /^ssm:((?:\/[\w.-]+)+)\/?$/.exec(text) ?? []
  if (prefix !== undefined) return { kind: 'ssm', prefix }
  throw wrong('LB502_STATE', text, 'is no place of state', 'Use s3://bucket/prefix or ssm:/path/prefix.')
}

function topicOf(text: string | undefined): string | undefined {
  if (text === undefined || /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(\.fifo)?$/.test(text)) return text
  throw wrong('LB502_SNS_TOPIC_ARN', text, 'is no topic', 'It looks like arn:aws:sns:eu-west-1:123456789012:alerts.')
}

function busOf(text: string | undefined): string | undefined {
  if (text === undefined || /^(arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:event-bus\/)?[\w./-]{1,256}$/.test(text)) return text
  throw wrong('LB502_EVENT_BUS', text, 'is no event bus', 'Give its name or its ARN.')
}
