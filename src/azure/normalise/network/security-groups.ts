/** Network security groups as rule sets. */
import { type Fact, mapFact } from '../../../core/fact.ts'
import type { RuleSet } from '../../../core/network/model.ts'
import { objects } from '../../../normalise/loose.ts'
import type { Calls } from '../../../normalise/records.ts'
import { remember } from '../../../normalise/remember.ts'
import type { Note } from '../../../normalise/words.ts'
import { about, factOf, idKey } from '../calls.ts'
import { nameInId } from '../gateway.ts'
import type { ArmSecurityGroup } from '../shapes.ts'
import { defaultRules } from './default-rules.ts'
import { type Direction, type Ends, neutralRules, readRule, type SecurityRule } from './rules.ts'

/** `scope`: what tells the tag of the ends from those of other subnets. Equal questions get one and the same answer. */
export type RulesOf = (id: string, direction: Direction, ends: Ends, scope: string) => Fact<readonly RuleSet[]>

export function securityGroupReader(calls: Calls, note: Note): RulesOf {
  const read = remember((key: string) => readSecurityGroup(calls, key, note))
  const sets = new Map<string, Fact<readonly RuleSet[]>>()
  return (id, direction, ends, scope) => {
    const key = JSON.stringify([idKey(id), direction, ends.own, ends.remote, scope])
    const before = sets.get(key)
    if (before !== undefined) return before
    const answer = mapFact(read(idKey(id)), (rules) => [
      ruleSet(
        id,
        rules.filter((rule) => rule.direction === direction),
        ends,
      ),
    ])
    sets.set(key, answer)
    return answer
  }
}

function ruleSet(id: string, rules: readonly SecurityRule[], ends: Ends): RuleSet {
  return { id, name: nameInId(id), rules: rules.flatMap((rule) => neutralRules(rule, ends)) }
}

function readSecurityGroup(calls: Calls, id: string, note: Note): Fact<readonly SecurityRule[]> {
  const wanted = { where: about(id), absent: `the network security group ${nameInId(id)} was not asked for` }
  return factOf<ArmSecurityGroup, readonly SecurityRule[]>(
    calls,
    'Microsoft.Network/networkSecurityGroups/read',
    wanted,
    (replies) => {
      const listed = (field: 'securityRules' | 'defaultSecurityRules'): readonly SecurityRule[] =>
        replies.flatMap(({ output }) => objects(output, field)).map((rule) => readRule(rule, note))
      const defaults = listed('defaultSecurityRules')
      const named = new Set(defaults.map(({ name }) => name.toLowerCase()))
      const missing = defaultRules.filter(({ name }) => !named.has(name.toLowerCase()))
      return [...listed('securityRules'), ...defaults, ...missing]
    },
  )
}
