/** What the options of `lb502 azure` ask for. */
import type { AzureCloud } from '../azure/clouds.ts'
import { logChoiceOf } from '../azure/log-choice.ts'
import type { LogsChoice } from '../azure/logs/request.ts'
import type { AzureTarget } from '../azure/target.ts'
import { CannotRun } from '../core/errors.ts'
import type { Question, TimeWindow } from '../core/evidence.ts'
import { type Arguments, has, one } from './arguments.ts'
import { optionSeconds } from './duration.ts'
import type { Io } from './io.ts'
import { judgingAsked } from './judging.ts'
import { windowOf } from './window.ts'

export interface AzureRequest {
  readonly scope: AzureTarget | 'all'
  /** Undefined: the one that a resource id names, or that the environment or the account gives. */
  readonly subscription: string | undefined
  readonly cloud: AzureCloud
  readonly armEndpoint: string | undefined
  readonly logsEndpoint: string | undefined
  readonly window: TimeWindow
  readonly logs: LogsChoice
  readonly deadlineSeconds: number
  readonly judging: Pick<Question, 'only' | 'ignore' | 'backendKeepAliveSeconds'>
}

/** The long-running question for backend health takes up to two minutes by itself. */
const usualDeadlineSeconds = 150

/** Throws CannotRun for whatever does not say one thing clearly. */
export function azureRequestOf(args: Arguments, { now, env }: Pick<Io, 'now' | 'env'>): AzureRequest {
  const deadline = one(args, 'deadline')
  const subscription = one(args, 'subscription') ?? present(env.AZURE_SUBSCRIPTION_ID)
  return {
    scope: scopeOf(args, subscription),
    subscription,
    cloud: cloudOf(one(args, 'cloud')),
    armEndpoint: endpointOf('--arm-endpoint', one(args, 'arm-endpoint') ?? present(env.LB502_ARM_ENDPOINT)),
    logsEndpoint: endpointOf('LB502_LOGS_ENDPOINT', present(env.LB502_LOGS_ENDPOINT)),
    window: windowOf({ window: one(args, 'window'), since: one(args, 'since'), until: one(args, 'until') }, now),
    logs: logsOf(one(args, 'logs')),
    deadlineSeconds: deadline === undefined ? usualDeadlineSeconds : optionSeconds('deadline', deadline),
    judging: { only: [], ignore: [], backendKeepAliveSeconds: null, ...judgingAsked(args) },
  }
}

function present(value: string | undefined): string | undefined {
  return value === '' ? undefined : value
}

function scopeOf(args: Arguments, subscription: string | undefined): AzureRequest['scope'] {
  const gateway = one(args, 'gateway')?.trim()
  const resourceGroup = one(args, 'resource-group')
  if ((gateway === undefined) === !has(args, 'all')) {
    const message =
      gateway === undefined ? 'azure needs --gateway or --all.' : 'Only one of --gateway and --all can be asked for.'
    throw new CannotRun(message, 'lb502 azure --gateway <resource id or name>')
  }
  if (gateway === undefined) {
    if (resourceGroup === undefined) return 'all'
    throw new CannotRun('--all takes no --resource-group.', 'It reads every gateway of the subscription.')
  }
  if (gateway.startsWith('arn:'))
    throw new CannotRun('That is an ARN of AWS, not an Azure resource.', `Try: lb502 aws --lb ${gateway}`)
  if (gateway.startsWith('/')) return { kind: 'id', id: gateway }
  if (!/^[A-Za-z0-9][\w.-]{0,79}$/.test(gateway))
    throw new CannotRun(
      `${JSON.stringify(gateway)} is neither a resource id nor the name of a gateway.`,
      'Ids begin with /subscriptions/.',
    )
  return { kind: 'name', name: gateway, resourceGroup, subscription }
}

function cloudOf(text = 'public'): AzureCloud {
  if (text === 'public' || text === 'usgov' || text === 'china') return text
  throw new CannotRun(`No Azure cloud is called ${text}.`, 'There are public, usgov and china.')
}

/** Tokens are never sent over plain http. */
function endpointOf(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (URL.canParse(text) && new URL(text).protocol === 'https:') return text.replace(/\/+$/, '')
  throw new CannotRun(`${name} ${text} is no https address.`, 'It looks like https://management.azure.com.')
}

function logsOf(text = 'auto'): LogsChoice {
  const choice = logChoiceOf(text)
  if (choice !== null) return choice
  throw new CannotRun(
    `--logs ${text} is no place of logs.`,
    'Use auto, off, a Log Analytics workspace, or https://<account>.blob.core.windows.net/<container>.',
  )
}
