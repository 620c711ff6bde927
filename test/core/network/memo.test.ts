import { describe, expect, it } from 'vitest'
import { memoised, memoisedBy } from '../../../src/core/network/memo.ts'

describe('memoised', () => {
  it('computes once for each owner, by identity', () => {
    let computed = 0
    const sizeOf = memoised((owner: readonly string[]) => ({ size: owner.length, computed: ++computed }))
    const owner = ['a']
    expect([sizeOf(owner), sizeOf(owner), sizeOf(['a'])].map((answer) => answer.computed)).toEqual([1, 1, 2])
  })
})

describe('memoisedBy', () => {
  it('computes once for each owner and key', () => {
    const asked: string[] = []
    const answer = memoisedBy(
      (question: { text: string }) => question.text.toLowerCase(),
      (owner: { name: string }, { text }: { text: string }) => ({ said: asked.push(`${owner.name} ${text}`) }),
    )
    const [first, second] = [{ name: 'first' }, { name: 'second' }]
    for (const owner of [first, second, first]) for (const text of ['A', 'a', 'b']) answer(owner, { text })
    expect(asked).toEqual(['first A', 'first b', 'second A', 'second b'])
  })
})
