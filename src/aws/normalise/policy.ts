/** Whether a function's resource policy lets the load balancer invoke it: statement by statement, denials first. */

import { Unreadable } from '../../normalise/loose.ts'
import { matchesGlob } from './globs.ts'
import { conditionsHold } from './policy-conditions.ts'

/** The one request that matters: the load balancer's service invoking the function for a target group. */
export interface Invocation {
  readonly functionArn: string
  readonly targetGroupArn: string
}

export interface Permission {
  readonly allowed: boolean
  readonly because: string
}

/** Three-valued: `unclear` when a statement says something that cannot be judged from here. */
export type Match = 'yes' | 'no' | 'unclear'

type Statement = Readonly<Record<string, unknown>>

const principal = 'elasticloadbalancing.amazonaws.com'
const action = 'lambda:InvokeFunction'

/** Throws Unreadable when the text is no policy, or when it depends on something that cannot be judged from here. */
export function judgePolicy(text: string, invocation: Invocation): Permission {
  const matches = statementsOf(text).map((statement) => ({
    id: typeof statement.Sid === 'string' ? statement.Sid : 'without id',
    effect: statement.Effect,
    match: matchStatement(statement, invocation),
  }))
  const find = (effect: string, match: Match) => matches.find((one) => one.effect === effect && one.match === match)
  const denied = find('Deny', 'yes')
  if (denied) return { allowed: false, because: `the function's policy denies it (statement ${denied.id})` }
  const unclear = find('Deny', 'unclear')
  const allowed = find('Allow', 'yes')
  if (allowed && !unclear) return { allowed: true, because: `the function's policy allows it (statement ${allowed.id})` }
  const doubt = unclear ?? find('Allow', 'unclear')
  if (doubt) throw new Unreadable(`statement ${doubt.id} of the policy depends on a condition that cannot be judged from here`)
  return {
    allowed: false,
    because: `no statement of the function's policy allows ${principal} to invoke it for this target group`,
  }
}

function statementsOf(text: string): readonly Statement[] {
  const policy = parse(text)
  const statements = isObject(policy) ? listOf(policy.Statement) : []
  if (!isObject(policy) || !statements.every(isObject)) throw new Unreadable('the policy is not a policy document')
  return statements
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Unreadable('the policy is not JSON')
  }
}

function matchStatement(statement: Statement, invocation: Invocation): Match {
  if ('NotPrincipal' in statement || 'NotAction' in statement || 'NotResource' in statement) return 'unclear'
  const applies =
    matchesPrincipal(statement.Principal) &&
    texts(statement.Action).some((pattern) => matchesGlob(pattern.toLowerCase(), action.toLowerCase())) &&
    texts(statement.Resource).some((pattern) => matchesGlob(pattern, invocation.functionArn))
  return applies ? conditionsHold(statement.Condition, invocation) : 'no'
}

function matchesPrincipal(stated: unknown): boolean {
  if (stated === '*') return true
  if (!isObject(stated)) return false
  return texts(stated.Service).some((one) => one === principal || one === '*') || texts(stated.AWS).includes('*')
}

function isObject(value: unknown): value is Statement {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}

function texts(value: unknown): readonly string[] {
  return listOf(value).filter((one) => typeof one === 'string')
}
