/** What both functions are told by their environment, whatever the cloud. */
import { CannotRun } from '../core/errors.ts'
import { addressOf, type Environment, listOf, secondsOf, textOf, wrong } from './environment.ts'

export interface Settings {
  readonly targets: readonly Target[]
  readonly windowSeconds: number
  readonly backendKeepAliveSeconds: number | null
  /** Null: no reminders. */
  readonly reminderSeconds: number | null
  readonly webhooks: Webhooks
}

export type Target =
  | { readonly kind: 'all' }
  | { readonly kind: 'tag'; readonly key: string; readonly value: string }
  /** An ARN, a resource id or a name. */
  | { readonly kind: 'one'; readonly id: string }

export interface Webhooks {
  readonly generic: string | undefined
  readonly slack: string | undefined
  readonly teams: string | undefined
}

/** Variables that functions of either cloud know. */
export const sharedVariables: readonly string[] = [
  'LB502_TARGETS',
  'LB502_WINDOW',
  'LB502_LOGS',
  'LB502_BACKEND_KEEPALIVE',
  'LB502_REMINDER',
  'LB502_STATE',
  'LB502_WEBHOOK_URL',
  'LB502_SLACK_WEBHOOK_URL',
  'LB502_TEAMS_WEBHOOK_URL',
]

const usualWindowSeconds = 15 * 60
const usualReminderSeconds = 6 * 3600

/** Throws CannotRun that names the variable which is missing or wrong. */
export function settingsOf(environment: Environment): Settings {
  const targets = listOf(environment, 'LB502_TARGETS').map(targetOf)
  if (targets.length === 0) {
    throw new CannotRun('LB502_TARGETS is not set.', 'Name load balancers by ARN, resource id or name, tag:Key=Value, or all.')
  }
  return {
    targets,
    windowSeconds: secondsOf(environment, 'LB502_WINDOW') ?? usualWindowSeconds,
    backendKeepAliveSeconds: secondsOf(environment, 'LB502_BACKEND_KEEPALIVE') ?? null,
    reminderSeconds:
      textOf(environment, 'LB502_REMINDER') === 'off' ? null : (secondsOf(environment, 'LB502_REMINDER') ?? usualReminderSeconds),
    webhooks: {
      generic: addressOf(environment, 'LB502_WEBHOOK_URL'),
      slack: addressOf(environment, 'LB502_SLACK_WEBHOOK_URL'),
      teams: addressOf(environment, 'LB502_TEAMS_WEBHOOK_URL'),
    },
  }
}

function targetOf(text: string): Target {
  if (text === 'all') return { kind: 'all' }
  if (!text.startsWith('tag:')) return { kind: 'one', id: text }
  const [, key, value] = /^tag:([^=]{1,512})=(.{0,256})$/.exec(text) ?? []
  if (key !== undefined && value !== undefined) return { kind: 'tag', key, value }
  throw wrong('LB502_TARGETS', text, 'names no tag', 'Write tag:Key=Value.')
}
