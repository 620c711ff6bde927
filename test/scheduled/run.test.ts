/** One tick: whatever becomes of one load balancer, the others are looked at and told of. */
import { describe, expect, it } from 'vitest'
import { normaliseAws } from '../../src/aws/normalise/index.ts'
import { CannotRun } from '../../src/core/errors.ts'
import type { Evidence } from '../../src/core/evidence.ts'
import type { Alerting } from '../../src/scheduled/alerting.ts'
import type { Outcome } from '../../src/scheduled/outcome.ts'
import { runTick, type Search } from '../../src/scheduled/run.ts'
import { alertingOf, memorySink, start } from './memory.ts'

const evidence: Evidence = {
  schemaVersion: 1,
  tool: { name: 'lb502', version: '0' },
  collectedAt: start.toISOString(),
  question: {
    cloud: 'aws',
    region: 'eu-central-1',
    loadBalancerId: 'shop',
    poolIds: [],
    window: { from: start.toISOString(), to: start.toISOString() },
    backendKeepAliveSeconds: null,
    only: [],
    ignore: [],
  },
  calls: [],
}
const look = (key: string, collect: () => Promise<Evidence> = async () => evidence): Search => ({
  key,
  find: async () => [{ key, collect }],
})
const fails =
  (error: unknown): (() => Promise<never>) =>
  () =>
    Promise.reject(error)

async function told(searches: readonly Search[], given: Partial<Alerting> = {}, secondsLeft = 60) {
  const outcomes: Outcome[] = []
  const summary = await runTick({
    searches,
    normalise: normaliseAws,
    alerting: alertingOf(given),
    collectUntil: start.getTime() + secondsLeft * 1000,
    mostSeconds: 60,
    report: (outcome) => outcomes.push(outcome),
  })
  return { summary, headlines: Object.fromEntries(outcomes.map(({ key, headline }) => [key, headline])) }
}

describe('a tick', () => {
  it('tells of every load balancer, of denied, vanished and broken ones too', async () => {
    const { summary, headlines } = await told([
      { key: 'all in eu-west-1', find: fails(new CannotRun('Access is denied.', 'Allow it.')) },
      look('gone', fails(new CannotRun('There is no such load balancer.', 'Look again.'))),
      look('broken', fails(new TypeError('x is undefined'))),
      look('shop'),
    ])
    expect(headlines).toMatchObject({
      'all in eu-west-1': 'Could not be read: Access is denied. Allow it.',
      gone: 'Could not be read: There is no such load balancer. Look again.',
      broken: 'Could not be read: a fault of lb502 itself: TypeError: x is undefined',
      shop: expect.not.stringContaining('Could not be read'),
    })
    expect(summary).toMatchObject({ loadBalancers: 4, failing: 0, notKnown: 4 })
  })

  it('looks once at what is found twice', async () => {
    const { summary } = await told([look('shop'), look('shop')])
    expect(summary.loadBalancers).toBe(1)
  })

  it('says of what there was no time for that it was not looked at', async () => {
    const sink = memorySink()
    const { headlines } = await told([look('shop')], { sinks: [sink] }, 0.5)
    expect(headlines.shop).toMatch(/time of the function was over/)
    expect(sink.taken.map(({ kind }) => kind)).toEqual(['not-known'])
  })

  it('does not wait for a list longer than it may collect', async () => {
    const { headlines } = await told([{ key: 'all', find: () => new Promise(() => {}) }, look('shop')], {}, 0.02)
    expect(headlines.all).toBe('Could not be read: There was no list in time.')
  })
})
