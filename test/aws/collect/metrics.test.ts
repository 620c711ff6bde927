import { describe, expect, test } from 'vitest'
import type { Ask } from '../../../src/aws/ask.ts'
import { periodSeconds, readMetrics } from '../../../src/aws/collect/metrics.ts'
import { balancerArn, options, webArn } from './world.ts'

const hour = 3600_000
const day = 24 * hour

describe('the period', () => {
  const now = Date.parse('2026-03-01T00:00:00Z')
  test.each([
    ['the last hour', now - hour, now, 60],
    ['the last day', now - day, now, 60],
    ['the last two days', now - 2 * day, now, 300],
    ['an hour three weeks ago', now - 21 * day, now - 21 * day + hour, 300],
    ['an hour three months ago', now - 90 * day, now - 90 * day + hour, 3600],
  ])('of %s', (_, from, to, seconds) => {
    expect(periodSeconds(from, to, now)).toBe(seconds)
  })
})

describe('the batch', () => {
  type Batch = { MetricDataQueries: { Id: string; MetricStat: unknown }[]; StartTime: Date; EndTime: Date }

  async function batches(pools: number, window = options.window): Promise<Batch[]> {
    const asked: Batch[] = []
    const ask: Ask = async (_, input) => {
      asked.push(input as unknown as Batch)
      return { ok: false, gap: 'denied', code: 'AccessDenied', message: 'no' }
    }
    const subject = {
      balancerArn,
      zones: ['eu-west-1a', 'eu-west-1b'],
      pools: Array.from({ length: pools }, (_, index) => ({
        arn: webArn.replace('/web/', `/web${index}/`),
        kind: 'instance' as const,
      })),
      instanceIds: Array.from({ length: 80 }, (_, index) => `i-${index}`),
    }
    await readMetrics(ask, subject, window, options.now)
    return asked
  }

  test('has an id of its own for each query, and no query twice', async () => {
    const [batch] = await batches(1)
    const ids = batch?.MetricDataQueries.map(({ Id }) => Id) ?? []
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z][a-zA-Z0-9_]*$/)
    const queries = batch?.MetricDataQueries.map(({ MetricStat }) => JSON.stringify(MetricStat)) ?? []
    expect(new Set(queries).size).toBe(queries.length)
  })

  test('asks for the load of fifty machines at most', async () => {
    const [batch] = await batches(1)
    expect(batch?.MetricDataQueries.filter((query) => JSON.stringify(query).includes('CPUUtilization'))).toHaveLength(50)
  })

  test('is split at five hundred queries', async () => {
    const all = await batches(40)
    expect(all.length).toBeGreaterThan(1)
    for (const { MetricDataQueries } of all) expect(MetricDataQueries.length).toBeLessThanOrEqual(500)
  })

  test('covers whole periods', async () => {
    const [batch] = await batches(1, { from: '2026-03-01T12:00:30.000Z', to: '2026-03-01T12:59:30.000Z' })
    expect(batch).toMatchObject({ StartTime: new Date('2026-03-01T12:00:00Z'), EndTime: new Date('2026-03-01T13:00:00Z') })
  })
})
