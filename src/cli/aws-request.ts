/** What the options of `lb502 aws` ask for. */
import { logChoiceOf } from '../aws/log-choice.ts'
import type { LogChoice } from '../aws/log-request.ts'
import type { AwsTarget } from '../aws/target.ts'
import { type AzureResourceId, parseAzureResourceId } from '../azure/resource-id.ts'
import { CannotRun } from '../core/errors.ts'
import type { Question, TimeWindow } from '../core/evidence.ts'
import { type Arguments, all, has, one } from './arguments.ts'
import { optionSeconds } from './duration.ts'
import { judgingAsked } from './judging.ts'
import { windowOf } from './window.ts'

export interface AwsRequest {
  readonly scope: AwsTarget | 'all'
  /** Empty: the one that the SDK's configuration names. */
  readonly regions: readonly string[] | 'all'
  readonly profile: string | undefined
  /** Empty: the credentials of the profile or the environment themselves. */
  readonly roles: readonly string[]
  readonly window: TimeWindow
  readonly logs: LogChoice
  readonly deadlineSeconds: number
  readonly judging: Pick<Question, 'only' | 'ignore' | 'backendKeepAliveSeconds'>
}

const usualDeadlineSeconds = 60

const azureWords: Readonly<Record<AzureResourceId['kind'], string>> = {
  'application-gateway': 'Application Gateway',
  'application-gateway-for-containers': 'Application Gateway for Containers',
  other: 'resource',
}

/** Throws CannotRun for whatever does not say one thing clearly. */
export function awsRequestOf(args: Arguments, now: Date): AwsRequest {
  const scope = scopeOf(args)
  const deadline = one(args, 'deadline')
  return {
    scope,
    regions: regionsOf(all(args, 'region'), scope),
    profile: one(args, 'profile'),
    roles: rolesOf(all(args, 'role-arn'), scope),
    window: windowOf({ window: one(args, 'window'), since: one(args, 'since'), until: one(args, 'until') }, now),
    logs: logsOf(one(args, 'logs')),
    deadlineSeconds: deadline === undefined ? usualDeadlineSeconds : optionSeconds('deadline', deadline),
    judging: { only: [], ignore: [], backendKeepAliveSeconds: null, ...judgingAsked(args) },
  }
}

function scopeOf(args: Arguments): AwsRequest['scope'] {
  const pool = one(args, 'tg')
  const balancer = one(args, 'lb')
  const asked = [pool, balancer, has(args, 'all') || undefined].filter((option) => option !== undefined)
  if (asked.length !== 1) {
    const message = asked.length === 0 ? 'aws needs --tg, --lb or --all.' : 'Only one of --tg, --lb and --all can be asked for.'
    throw new CannotRun(message, 'lb502 aws --tg <arn or name>')
  }
  const azure = parseAzureResourceId(pool ?? balancer ?? '')
  if (azure !== null) {
    throw new CannotRun(
      `That is an Azure ${azureWords[azure.kind]}, not a load balancer of AWS.`,
      `Try: lb502 azure --gateway ${pool ?? balancer ?? ''}`,
    )
  }
  if (pool !== undefined) return { kind: 'pool', id: pool }
  return balancer === undefined ? 'all' : { kind: 'load-balancer', id: balancer }
}

function regionsOf(regions: readonly string[], scope: AwsRequest['scope']): AwsRequest['regions'] {
  const malformed = regions.find((region) => !/^[a-z0-9-]{2,40}$/.test(region))
  if (malformed !== undefined) throw new CannotRun(`${malformed} is not a region.`, 'Regions look like eu-west-1.')
  const everywhere = regions.includes('all')
  if (scope !== 'all' && (everywhere || regions.length > 1)) {
    throw new CannotRun('A target lies in one region.', 'Name one with --region, or ask for every load balancer with --all.')
  }
  return everywhere ? 'all' : [...new Set(regions)]
}

function rolesOf(roles: readonly string[], scope: AwsRequest['scope']): readonly string[] {
  const malformed = roles.find((role) => !/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/.test(role))
  if (malformed !== undefined) {
    throw new CannotRun(`${malformed} is not the ARN of a role.`, 'Roles look like arn:aws:iam::111122223333:role/lb502.')
  }
  const distinct = [...new Set(roles)]
  if (scope !== 'all' && distinct.length > 1) {
    throw new CannotRun(
      'A target lies in one account.',
      'Name one role with --role-arn, or ask for every load balancer with --all.',
    )
  }
  return distinct
}

function logsOf(text = 'auto'): LogChoice {
  const choice = logChoiceOf(text)
  if (choice !== null) return choice
  if (text.startsWith('athena:')) throw new CannotRun(`--logs ${text} names no table.`, '--logs athena:<database>.<table>')
  throw new CannotRun(`--logs ${text} is no place of logs.`, 'Use auto, off, s3://bucket/prefix or the name of a log group.')
}
