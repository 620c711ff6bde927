/** What a scheduled function is told by its environment. */
import { closest } from '../closest.ts'
import { CannotRun } from '../core/errors.ts'
import { durationSeconds } from '../duration.ts'

export interface Settings {
  /** Ids or names of load balancers; `all` for every one there is. */
  readonly targets: readonly string[] | 'all'
  /** AWS: where to look; empty for the function's own region. */
  readonly regions: readonly string[]
  readonly windowSeconds: number
  readonly logs: 'auto' | 'off'
  readonly backendKeepAliveSeconds: number | null
  /** After how long a failure that goes on is told again; null for never. */
  readonly reminderSeconds: number | null
  /** Where what was told is remembered: `s3://bucket/prefix`; null without such a place. */
  readonly state: string | null
  readonly sinks: readonly SinkSetting[]
}

export type SinkSetting =
  | { readonly kind: 'sns'; readonly topicArn: string }
  | { readonly kind: 'event-bridge'; readonly bus: string }
  | { readonly kind: 'webhook' | 'slack' | 'teams'; readonly url: string }

export type Environment = Readonly<Record<string, string | undefined>>

const variables = [
  'LB502_TARGETS',
  'LB502_REGIONS',
  'LB502_WINDOW',
  'LB502_LOGS',
  'LB502_BACKEND_KEEPALIVE',
  'LB502_REMINDER',
  'LB502_STATE',
  'LB502_SNS_TOPIC_ARN',
  'LB502_EVENT_BUS',
  'LB502_WEBHOOK_URL',
  'LB502_SLACK_WEBHOOK_URL',
  'LB502_TEAMS_WEBHOOK_URL',
] as const

type Variable = (typeof variables)[number]

/** Reads all of it. Throws CannotRun, naming the variable, for whatever is missing, unknown or not understood. */
export function readSettings(environment: Environment): Settings {
  const unknown = Object.keys(environment).find((name) => name.startsWith('LB502_') && !isVariable(name))
  if (unknown !== undefined) throw misspelt(unknown)
  const value = (name: Variable): string | undefined => environment[name]?.trim() || undefined
  const targets = value('LB502_TARGETS')
  if (targets === undefined) {
    throw new CannotRun(
      'LB502_TARGETS is not set.',
      'Name load balancers by ARN or name, with commas between them, or write all.',
    )
  }
  const duration = (name: Variable, usual: string): number => seconds(name, value(name) ?? usual)
  const keepAlive = value('LB502_BACKEND_KEEPALIVE')
  return {
    targets: targets === 'all' ? 'all' : listOf(targets),
    regions: listOf(value('LB502_REGIONS') ?? ''),
    windowSeconds: duration('LB502_WINDOW', '15m'),
    logs: logsOf(value('LB502_LOGS') ?? 'auto'),
    backendKeepAliveSeconds: keepAlive === undefined ? null : seconds('LB502_BACKEND_KEEPALIVE', keepAlive),
    reminderSeconds: value('LB502_REMINDER') === 'off' ? null : duration('LB502_REMINDER', '6h'),
    state: stateOf(value('LB502_STATE')),
    sinks: sinksOf(value),
  }
}

function isVariable(name: string): name is Variable {
  return variables.some((known) => known === name)
}

function misspelt(name: string): CannotRun {
  const meant = closest(name, variables)
  return new CannotRun(`${name} is no setting.`, meant === null ? `There are ${variables.join(', ')}.` : `Did you mean ${meant}?`)
}

function listOf(text: string): readonly string[] {
  const items = text.split(',').map((item) => item.trim())
  return [...new Set(items.filter((item) => item !== ''))]
}

function seconds(name: Variable, text: string): number {
  const length = durationSeconds(text)
  if (length !== null && length > 0) return length
  throw new CannotRun(`${name} is not a duration: ${JSON.stringify(text)}.`, 'Write it like 90s, 15m, 1h or 2d.')
}

function logsOf(text: string): Settings['logs'] {
  if (text === 'auto' || text === 'off') return text
  throw new CannotRun(
    `LB502_LOGS is neither auto nor off: ${JSON.stringify(text)}.`,
    'auto finds the logs that a balancer writes.',
  )
}

function stateOf(text: string | undefined): string | null {
  if (text === undefined) return null
  if (/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/.*)?$/.test(text)) return text.replace(/\/+$/, '')
  throw new CannotRun(`LB502_STATE is no place for state: ${JSON.stringify(text)}.`, 'Write s3://bucket/prefix.')
}

function sinksOf(value: (name: Variable) => string | undefined): readonly SinkSetting[] {
  const topicArn = value('LB502_SNS_TOPIC_ARN')
  if (topicArn !== undefined && !/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w.-]+$/.test(topicArn))
    throw new CannotRun('LB502_SNS_TOPIC_ARN is no ARN of a topic.', 'It looks like arn:aws:sns:eu-west-1:123456789012:alerts.')
  const bus = value('LB502_EVENT_BUS')
  const hooks = [
    ['webhook', 'LB502_WEBHOOK_URL'],
    ['slack', 'LB502_SLACK_WEBHOOK_URL'],
    ['teams', 'LB502_TEAMS_WEBHOOK_URL'],
  ] as const
  return [
    ...(topicArn === undefined ? [] : [{ kind: 'sns' as const, topicArn }]),
    ...(bus === undefined ? [] : [{ kind: 'event-bridge' as const, bus }]),
    ...hooks.flatMap(([kind, name]) => {
      const url = value(name)
      return url === undefined ? [] : [{ kind, url: checkUrl(name, url) }]
    }),
  ]
}

/** Such an address is a secret, so it is not repeated. */
function checkUrl(name: Variable, text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text
  throw new CannotRun(`${name} is no address that begins with https://.`, 'Copy it whole from where it was made.')
}
