/** Conditions of a policy statement, as far as a load balancer's invocation answers them. */

import { lookedUp } from '../../normalise/words.ts'
import { parseArn } from './arns.ts'
import { matchesArn, matchesGlob } from './globs.ts'
import type { Invocation, Match } from './policy.ts'

type Compare = (pattern: string, value: string) => boolean

const equal: Compare = (pattern, value) => pattern === value

/** Comparisons by their names in lower case. */
const comparisons: Readonly<Record<string, Compare>> = {
  stringequals: equal,
  stringequalsignorecase: (pattern, value) => pattern.toLowerCase() === value.toLowerCase(),
  stringlike: matchesGlob,
  arnequals: matchesArn,
  arnlike: matchesArn,
}

/** All conditions must hold: one that does not settles it, though another cannot be judged. */
export function conditionsHold(conditions: unknown, invocation: Invocation): Match {
  if (conditions === undefined || conditions === null) return 'yes'
  if (typeof conditions !== 'object') return 'unclear'
  const results = Object.entries(conditions).flatMap(([operator, tests]) => {
    if (typeof tests !== 'object' || tests === null) return ['unclear' as const]
    return Object.entries(tests).map(([key, values]) => test(operator, key, values, invocation))
  })
  if (results.includes('no')) return 'no'
  return results.includes('unclear') ? 'unclear' : 'yes'
}

/** One key compared with its values, any of which may match; a negated operator wants none of them to. */
function test(operator: string, key: string, values: unknown, invocation: Invocation): Match {
  // The service always sends these keys, so that "if exists" changes nothing.
  const plain = operator.toLowerCase().replace(/ifexists$/, '')
  const negated = /^(string|arn)not/.test(plain)
  const compare = lookedUp(comparisons, plain.replace(/^(string|arn)not/, '$1'))
  const value = sentWith(key.toLowerCase(), invocation)
  const patterns: readonly unknown[] = Array.isArray(values) ? values : [values]
  if (compare === undefined || value === null || !patterns.every((pattern) => typeof pattern === 'string')) return 'unclear'
  return patterns.some((pattern) => compare(pattern, value)) === negated ? 'no' : 'yes'
}

/** What the load balancer sends under the key with every invocation; null for keys it does not send, or not known here. */
function sentWith(key: string, { targetGroupArn }: Invocation): string | null {
  if (key === 'aws:sourcearn') return targetGroupArn
  return key === 'aws:sourceaccount' ? (parseArn(targetGroupArn)?.account ?? null) : null
}
