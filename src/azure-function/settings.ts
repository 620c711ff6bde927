/** What the function on Azure is told by its settings. */
import { logChoiceOf } from '../azure/log-choice.ts'
import type { LogsChoice } from '../azure/logs/request.ts'
import type { BlobPlace } from '../azure/scheduled/blob-store.ts'
import { type AzureTarget, checkedSubscription, parseTarget } from '../azure/target.ts'
import { CannotRun } from '../core/errors.ts'
import { addressOf, type Environment, isSafeAddress, listOf, refuseStrangers, textOf, wrong } from '../scheduled/environment.ts'
import { type Settings, settingsOf, sharedVariables, type Target } from '../scheduled/settings.ts'

export interface FunctionSettings extends Settings {
  readonly gateways: readonly GatewayTarget[]
  /** Empty: all that the identity sees. */
  readonly subscriptions: readonly string[]
  readonly logs: LogsChoice
  readonly state: BlobPlace | null
  readonly armEndpoint: string | undefined
  readonly logsEndpoint: string | undefined
}

export type GatewayTarget =
  | Exclude<Target, { readonly kind: 'one' }>
  | { readonly kind: 'one'; readonly key: string; readonly target: AzureTarget }

const variables = [...sharedVariables, 'LB502_SUBSCRIPTIONS', 'LB502_SCHEDULE', 'LB502_ARM_ENDPOINT', 'LB502_LOGS_ENDPOINT']

/** Throws CannotRun that names the variable which is missing or wrong. */
export function functionSettingsOf(environment: Environment): FunctionSettings {
  refuseStrangers(environment, variables)
  const settings = settingsOf(environment)
  const subscriptions = listOf(environment, 'LB502_SUBSCRIPTIONS')
  for (const each of subscriptions) naming('LB502_SUBSCRIPTIONS', () => checkedSubscription(each))
  const logs = textOf(environment, 'LB502_LOGS') ?? 'auto'
  const choice = logChoiceOf(logs)
  if (choice === null) {
    throw wrong('LB502_LOGS', logs, 'is no place of logs', 'Use auto, off, a workspace, or the https address of a container.')
  }
  return {
    ...settings,
    gateways: settings.targets.map((target) => gatewayOf(target, subscriptions)),
    subscriptions,
    logs: choice,
    state: stateOf(textOf(environment, 'LB502_STATE')),
    armEndpoint: addressOf(environment, 'LB502_ARM_ENDPOINT'),
    logsEndpoint: addressOf(environment, 'LB502_LOGS_ENDPOINT'),
  }
}

function gatewayOf(target: Target, subscriptions: readonly string[]): GatewayTarget {
  if (target.kind !== 'one') return target
  const { id } = target
  const asked: AzureTarget = id.startsWith('/') ? { kind: 'id', id } : { kind: 'name', name: id, subscription: subscriptions[0] }
  naming('LB502_TARGETS', () => {
    parseTarget(asked)
    if (asked.kind === 'name' && subscriptions.length > 1) {
      throw new CannotRun('A name lies in one subscription.', 'Give the resource id, or one subscription in LB502_SUBSCRIPTIONS.')
    }
  })
  return { kind: 'one', key: id, target: asked }
}

function naming(variable: string, check: () => unknown): void {
  try {
    check()
  } catch (error) {
    if (error instanceof CannotRun) throw new CannotRun(`${variable}: ${error.message}`, error.hint)
    throw error
  }
}

function stateOf(text: string | undefined): BlobPlace | null {
  if (text === undefined) return null
  const [, url, path = ''] = /^(https?:\/\/[^/?#]+(?:\/devstoreaccount1)?\/[a-z0-9$-]{3,63})(?:\/([^?#]*))?$/.exec(text) ?? []
  if (url !== undefined && isSafeAddress(url)) return { url, prefix: path === '' ? '' : `${path.replace(/\/+$/, '')}/` }
  throw wrong('LB502_STATE', text, 'is no place of state', 'Use https://<account>.blob.core.windows.net/<container>/<prefix>.')
}
