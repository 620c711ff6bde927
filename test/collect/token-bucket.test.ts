import { describe, expect, it } from 'vitest'
import { type Clock, tokenBucket } from '../../src/collect/token-bucket.ts'

/** Time that passes only while somebody waits. */
function fakeClock(): Clock & { readonly pass: (milliseconds: number) => void } {
  let now = 0
  return {
    now: () => now,
    wait: async (milliseconds) => {
      now += milliseconds
    },
    pass: (milliseconds) => {
      now += milliseconds
    },
  }
}

const never = new AbortController().signal

/** When each of so many takers was let go. */
async function timesOf(takers: number, { take }: ReturnType<typeof tokenBucket>, clock: Clock): Promise<readonly number[]> {
  const times: number[] = []
  await Promise.all(
    Array.from({ length: takers }, async () => {
      await take(never)
      times.push(Math.round(clock.now()))
    }),
  )
  return times
}

describe('a bucket of tokens', () => {
  it('lets as many go at once as it holds, and the others as it fills', async () => {
    const clock = fakeClock()
    const bucket = tokenBucket({ capacity: 3, tokensPerSecond: 10 }, clock)
    expect(await timesOf(6, bucket, clock)).toEqual([0, 0, 0, 100, 200, 300])
  })

  it('fills while nobody asks, and never beyond what it holds', async () => {
    const clock = fakeClock()
    const bucket = tokenBucket({ capacity: 2, tokensPerSecond: 10 }, clock)
    await timesOf(2, bucket, clock)
    clock.pass(60_000)
    expect(await timesOf(3, bucket, clock)).toEqual([60_000, 60_000, 60_100])
  })

  it('is empty and half as fast once the cloud says it is too fast, however many calls were under way', async () => {
    const clock = fakeClock()
    const bucket = tokenBucket({ capacity: 10, tokensPerSecond: 10 }, clock)
    for (let refused = 0; refused < 5; refused += 1) bucket.slowDown()
    expect(await timesOf(2, bucket, clock)).toEqual([200, 400])
  })

  it('slows down further while it is still too fast, but never to a halt', async () => {
    const clock = fakeClock()
    const bucket = tokenBucket({ capacity: 1, tokensPerSecond: 8 }, clock)
    for (let refused = 0; refused < 20; refused += 1) {
      clock.pass(1000)
      bucket.slowDown()
    }
    const from = clock.now()
    await bucket.take(never)
    expect(Math.round(clock.now() - from)).toBe(1000)
  })

  it('is as fast as before after enough calls that passed', async () => {
    const clock = fakeClock()
    const bucket = tokenBucket({ capacity: 1, tokensPerSecond: 10 }, clock)
    bucket.slowDown()
    for (let passed = 0; passed < 40; passed += 1) bucket.speedUp()
    expect(await timesOf(2, bucket, clock)).toEqual([100, 200])
  })

  it('holds nobody up for one who gave up', async () => {
    const clock = fakeClock()
    const bucket = tokenBucket({ capacity: 1, tokensPerSecond: 10 }, clock)
    const gone = AbortSignal.abort(new Error('gone'))
    const [given, after] = await Promise.allSettled([bucket.take(gone), bucket.take(never)])
    expect([given.status, after.status, clock.now()]).toEqual(['rejected', 'fulfilled', 0])
  })
})
