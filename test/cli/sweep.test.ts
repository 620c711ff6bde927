import { describe, expect, it } from 'vitest'
import { listingDeadline } from '../../src/cli/sweep.ts'

describe('listing what is to be swept', () => {
  it('ends at the deadline where nothing answers', async () => {
    const { hold, clear } = listingDeadline({ deadlineSeconds: 0.01 })
    await expect(hold(new Promise(() => {}))).rejects.toThrow('within the deadline of 0.01 s')
    clear()
  })

  it('ends with the run', async () => {
    const run = new AbortController()
    const { hold, clear } = listingDeadline({ deadlineSeconds: 60, signal: run.signal })
    const listing = hold(new Promise(() => {}))
    run.abort()
    await expect(listing).rejects.toThrow('no list of load balancers')
    clear()
  })

  it('gives what was listed in time, and what went wrong in time', async () => {
    const { hold, clear } = listingDeadline({ deadlineSeconds: 60 })
    expect(await hold(Promise.resolve(['shop']))).toEqual(['shop'])
    await expect(hold(Promise.reject(new Error('denied')))).rejects.toThrow('denied')
    clear()
  })
})
