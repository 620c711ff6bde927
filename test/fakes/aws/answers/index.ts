/** How every call answers from a world: whole outputs, without paging and transport. */
import type { CallName } from '../../../../src/aws/call-names.ts'
import type { World } from '../../../scenarios/world.ts'
import { denied, Refusal } from '../refusals.ts'
import { balancing } from './balancing.ts'
import { computing } from './computing.ts'
import { observing } from './observing.ts'
import { querying } from './querying.ts'
import { serving } from './serving.ts'
import { storing } from './storing.ts'
import { tabulating } from './tabulating.ts'

export type Input = Readonly<Record<string, unknown>>
export type Answer = (input: Input) => unknown
/** By the name of the call. */
export type AnswerTable = Readonly<Record<string, Answer | undefined>>
export type Answers = Readonly<Partial<Record<CallName, Answer>>>

/** The answers of one account in one region. What AWS would refuse throws a Refusal. */
export function answersOf(world: World): Answers {
  const refused = Object.entries(world.refused).map(([call, code]) => [
    call,
    () => {
      throw code === 'AccessDenied' ? denied(call) : new Refusal(code, code)
    },
  ])
  return {
    ...balancing(world),
    ...computing(world),
    ...observing(world),
    ...querying(world),
    ...serving(world),
    ...storing(world),
    ...tabulating(world),
    ...Object.fromEntries(refused),
  }
}
