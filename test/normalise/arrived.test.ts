import { describe, expect, it } from 'vitest'
import { arrived } from '../../src/normalise/arrived.ts'
import { denied, group, logOf, metricsOf } from '../core/snapshots.ts'

const empty = metricsOf({ requests: 0 })

describe('metrics beside an access log', () => {
  const log = logOf([group({})])

  it('are not there when the log shows requests and none of them has a point', () => {
    expect(arrived(empty, log)).toMatchObject({ known: false, gap: 'notFound' })
  })

  it('count what they count when any has a point', () => {
    const metrics = metricsOf({ requests: 3 })
    expect(arrived(metrics, log)).toBe(metrics)
  })

  it('count nothing where the log shows nothing either, or is not known', () => {
    expect(arrived(empty, logOf([], 0))).toBe(empty)
    expect(arrived(empty, denied('access logs'))).toBe(empty)
  })
})
