/** Building evidence by hand: calls with their inputs and answers, in AWS's own shapes. */
import { type CallName, callInfo } from '../../../src/aws/call-names.ts'
import type { CallRecord, Evidence, Question } from '../../../src/core/evidence.ts'
import type { Gap } from '../../../src/core/fact.ts'

export const account = '111122223333'
export const region = 'eu-west-1'
export const balancerArn: string = `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/shop/50dc6c495c0c9188`

export function groupArn(name: string): string {
  return `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/${name}/73e2d6bc24d8a067`
}

export function answered(call: CallName, input: unknown, output: unknown): CallRecord {
  return { call, scope: region, permission: callInfo(call).permission, input, outcome: { ok: true, output } }
}

export function refused(call: CallName, input: unknown, gap: Gap = 'denied', code = 'AccessDenied'): CallRecord {
  const outcome = { ok: false, gap, code, message: 'not for you' } as const
  return { call, scope: region, permission: callInfo(call).permission, input, outcome }
}

export function filters(values: Readonly<Record<string, readonly string[]>>): unknown {
  return { Filters: Object.entries(values).map(([Name, Values]) => ({ Name, Values })) }
}

export function evidenceOf(calls: readonly CallRecord[], question: Partial<Question> = {}): Evidence {
  return {
    schemaVersion: 1,
    tool: { name: 'lb502', version: '0.1.0' },
    collectedAt: '2026-03-01T15:00:00.000Z',
    question: {
      cloud: 'aws',
      region,
      loadBalancerId: balancerArn,
      poolIds: [groupArn('web')],
      window: { from: '2026-03-01T14:00:00.000Z', to: '2026-03-01T15:00:00.000Z' },
      backendKeepAliveSeconds: null,
      only: [],
      ignore: [],
      ...question,
    },
    calls,
  }
}

/** The calls with those of one name replaced. */
export function replacing(calls: readonly CallRecord[], ...replacements: readonly CallRecord[]): readonly CallRecord[] {
  const names = new Set(replacements.map(({ call }) => call))
  return [...calls.filter(({ call }) => !names.has(call)), ...replacements]
}

/** The calls without those of the names. */
export function without(calls: readonly CallRecord[], ...names: readonly CallName[]): readonly CallRecord[] {
  return calls.filter(({ call }) => !names.some((name) => name === call))
}
