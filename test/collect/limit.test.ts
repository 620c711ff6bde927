import { expect, test } from 'vitest'
import { limitConcurrency } from '../../src/collect/limit.ts'

test('runs no more tasks at a time than allowed, in order, and goes on after a failure', async () => {
  const limit = limitConcurrency(2)
  let running = 0
  let most = 0
  const started: number[] = []
  const task = (index: number) => async () => {
    started.push(index)
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
    if (index === 1) throw new Error('one fails')
    return index
  }
  const results = await Promise.allSettled([0, 1, 2, 3, 4].map((index) => limit(task(index))))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
  expect(started).toEqual([0, 1, 2, 3, 4])
  expect(most).toBe(2)
})
