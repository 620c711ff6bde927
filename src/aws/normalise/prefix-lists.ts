/** Prefix lists: named lists of ranges that rules and routes refer to. */
import type { Fact } from '../../core/fact.ts'
import { neededObjects, neededText, text } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { factOf } from './calls.ts'

export type PrefixLists = (id: string) => Fact<readonly string[]>

/** The ranges of a list, one fact for each list however often it is referred to. */
export function readPrefixLists(calls: Calls): PrefixLists {
  const facts = new Map<string, Fact<readonly string[]>>()
  return (id) => {
    const fact = facts.get(id) ?? readPrefixList(calls, id)
    facts.set(id, fact)
    return fact
  }
}

function readPrefixList(calls: Calls, id: string): Fact<readonly string[]> {
  return factOf(
    calls,
    'ec2:GetManagedPrefixListEntries',
    { where: (input) => text(input, 'PrefixListId') === id, absent: `no call asked about ${id}` },
    (replies) => replies.flatMap(({ output }) => neededObjects(output, 'Entries')).map((entry) => neededText(entry, 'Cidr')),
  )
}
