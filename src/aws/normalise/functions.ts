/** Lambda functions registered as targets. */
import type { FunctionConfiguration as AwsConfiguration } from '@aws-sdk/client-lambda'
import { type Fact, known } from '../../core/fact.ts'
import type { FunctionBackend, FunctionConfiguration } from '../../core/model.ts'
import { type Loose, neededNumber, neededText, number, text } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { type Note, translate } from '../../normalise/words.ts'
import { sourceOf } from '../call-names.ts'
import type { Json } from '../json.ts'
import { functionParts } from './arns.ts'
import { factOf } from './calls.ts'
import { judgePolicy, type Permission } from './policy.ts'

/** The function with this ARN, version or alias included, behind a target group. */
export function readFunction(calls: Calls, arn: string, targetGroupArn: string, note: Note): FunctionBackend {
  const wanted = functionParts(arn)
  const isThis = (input: Loose<Named>): boolean => isFunction(input, wanted.base) && qualifierOf(input) === wanted.qualifier
  const configuration = factOf(
    calls,
    'lambda:GetFunctionConfiguration',
    { where: isThis, absent: 'the configuration of the function was not asked for' },
    (replies) => {
      const [read] = replies.map(({ output }) => readConfiguration(output, note)) as [FunctionConfiguration]
      return read
    },
  )
  const isGone = !configuration.known && configuration.gap === 'notFound'
  return {
    configuration,
    reservedConcurrency: factOf(
      calls,
      'lambda:GetFunctionConcurrency',
      // Concurrency is reserved for a function with all its versions.
      { where: (input) => isFunction(input, wanted.base), absent: 'the concurrency of the function was not asked for' },
      (replies) => replies.map(({ output }) => number(output, 'ReservedConcurrentExecutions'))[0] ?? null,
    ),
    invokable: readInvokable(calls, { functionArn: qualified(wanted), targetGroupArn, isThis, isGone }),
  }
}

interface Named {
  readonly FunctionName: string | undefined
  readonly Qualifier?: string | undefined
}

function isFunction(input: Loose<Named>, base: string): boolean {
  const name = text(input, 'FunctionName') ?? ''
  return functionParts(name).base === base || base.endsWith(`:function:${name}`)
}

function qualifierOf(input: Loose<Named>): string | null {
  const stated = text(input, 'Qualifier') ?? functionParts(text(input, 'FunctionName') ?? '').qualifier
  return stated === '$LATEST' ? null : stated
}

function qualified({ base, qualifier }: ReturnType<typeof functionParts>): string {
  return qualifier === null ? base : `${base}:${qualifier}`
}

interface Invoked {
  readonly functionArn: string
  readonly targetGroupArn: string
  readonly isThis: (input: Loose<Named>) => boolean
  /** Whether there is no such function, so that it has no policy either. */
  readonly isGone: boolean
}

function readInvokable(calls: Calls, { functionArn, targetGroupArn, isThis, isGone }: Invoked): Fact<Permission> {
  const permission = factOf(
    calls,
    'lambda:GetPolicy',
    { where: isThis, absent: 'the policy of the function was not asked for' },
    (replies) => {
      const [policy] = replies.map(({ output }) => neededText(output, 'Policy')) as [string]
      return judgePolicy(policy, { functionArn, targetGroupArn })
    },
  )
  if (permission.known || permission.gap !== 'notFound' || isGone) return permission
  return known({ allowed: false, because: 'the function has no resource policy' }, sourceOf('lambda:GetPolicy'))
}

const states: Readonly<Record<string, FunctionConfiguration['state']>> = {
  Active: 'active',
  Pending: 'pending',
  Inactive: 'inactive',
  Failed: 'failed',
  Deactivating: 'other',
  Deactivated: 'other',
  ActiveNonInvocable: 'other',
  Deleting: 'other',
}

function readConfiguration(output: Loose<Json<AwsConfiguration>>, note: Note): FunctionConfiguration {
  // Functions from before there were states have none, and work.
  const state = text(output, 'State') ?? 'Active'
  const lastUpdateFailed = text(output, 'LastUpdateStatus') === 'Failed'
  const reasons = [
    ...(state === 'Active' ? [] : [text(output, 'StateReasonCode'), text(output, 'StateReason')]),
    ...(lastUpdateFailed ? [text(output, 'LastUpdateStatusReasonCode'), text(output, 'LastUpdateStatusReason')] : []),
  ].filter((reason) => reason !== null)
  return {
    name: text(output, 'FunctionName') ?? neededText(output, 'FunctionArn'),
    timeoutSeconds: neededNumber(output, 'Timeout'),
    memoryMegabytes: number(output, 'MemorySize'),
    state: translate(states, state, 'other', 'function state', note),
    providerState: state,
    providerReason: reasons.length === 0 ? null : reasons.join(': '),
    lastUpdateFailed,
  }
}
