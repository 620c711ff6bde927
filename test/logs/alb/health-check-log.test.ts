import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readHealthCheckLine } from '../../../src/logs/alb/health-check-line.ts'
import { createHealthCheckLogReader } from '../../../src/logs/alb/health-check-log.ts'
import { scanLog } from '../../../src/logs/scan.ts'
import { albLine, healthCheckLine } from '../../fakes/logs/alb-lines.ts'
import { stream } from '../collect.ts'

const balancer = 'app/shop/50dc6c495c0c9188'
const read = (line: string) => readHealthCheckLine(line, balancer, null)

describe('a line', () => {
  test.each([
    [8, null],
    [10, balancer],
  ])('of %i fields tells of a probe', (fields, named) => {
    const probe = { balancer: named, at: Date.UTC(2026, 8, 1, 12), backend: '10.0.1.10:8080', poolName: 'web' }
    expect(read(healthCheckLine({ fields }))).toEqual({ ...probe, passed: true, status: '200', failure: null })
    expect(read(healthCheckLine({ fields, passed: false }))).toEqual({
      ...probe,
      passed: false,
      status: null,
      failure: 'timed-out',
    })
  })

  test.each([
    ['TimedOut', 'timed-out'],
    ['RequestTimedOut', 'timed-out'],
    ['ConnectionTimedOut', 'timed-out'],
    ['ConnectionReset', 'connection-reset'],
    ['ResponseCodeMismatch', 'status-mismatch'],
    ['GRPCUnexpectedStatus', 'status-mismatch'],
    ['ResponseStringMismatch', 'body-mismatch'],
    ['TargetError', 'backend-error'],
    ['InternalError', 'internal'],
    ['GRPCStatusHeaderEmpty', 'other'],
    ['ClientCertTypeUnsupported', 'other'],
    ['constructor', 'other'],
    ['-', 'other'],
  ])('with the reason %s failed by: %s', (reason, failure) => {
    expect(read(healthCheckLine({ passed: false, reason }))).toMatchObject({ failure })
  })

  test('may be a record, or name a function', () => {
    const lambda = 'arn:aws:lambda:eu-west-1:111122223333:function:checkout'
    expect(read(healthCheckLine({ type: 'lambda', target: lambda }))).toMatchObject({ backend: lambda })
    const record = {
      type: 'http',
      time: '2026-09-01T12:00:00Z',
      latency: 1.2,
      target_addr: '10.0.1.10:8080',
      target_group_id: 'web',
    }
    const failed = { ...record, status: 'FAIL', status_code: 502, reason_code: 'TargetError', elb: balancer }
    const probe = { passed: false, status: '502', failure: 'backend-error', poolName: 'web' }
    expect(read(JSON.stringify(failed))).toMatchObject(probe)
    const fields = Object.keys(failed)
    expect(readHealthCheckLine(Object.values(failed).join(','), balancer, { fields, delimiter: ',' })).toMatchObject(probe)
    expect(read(JSON.stringify({ message: healthCheckLine() }))).toMatchObject({ passed: true })
  })

  test.each([
    [albLine(), 'foreign'],
    [healthCheckLine({ balancer: 'app/other/0123456789abcdef' }), 'foreign'],
    ['2026-09-01T12:00:00.514108Z 192.0.2.39 36280 443 - - - "-" - - -', 'foreign'],
    ['{"level":"info"}', 'foreign'],
    ['Enable HealthCheckLog for ELB: shop', 'foreign'],
    ['{"target_addr":', 'malformed'],
    ['http 2026-09-01T12:00:00Z 0.1 10.0.1.10:80 web MAYBE 200 -', 'malformed'],
    ['http yesterday 0.1 10.0.1.10:80 web PASS 200 -', 'malformed'],
    ['a b c', 'malformed'],
  ])('%.70s is %s', (line, kind) => {
    expect(read(line)).toBe(kind)
  })

  test('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => healthCheckLine({ target: text, reason: text })),
        ),
        (line) => {
          expect(['string', 'object']).toContain(typeof read(line))
        },
      ),
    )
  })
})

describe('a log', () => {
  const window = { from: '2026-09-01T12:00:00.000Z', to: '2026-09-01T13:00:00.000Z' }
  const lines = [
    healthCheckLine(),
    healthCheckLine({ time: '2026-09-01T12:02:00.000Z', passed: false, reason: 'ConnectionReset' }),
    healthCheckLine({ time: '2026-09-01T12:04:00.000Z', passed: false, reason: 'TargetError', statusCode: '503' }),
    healthCheckLine({ time: '2026-09-01T12:03:00.000Z', passed: false, reason: 'ConnectionReset' }),
    healthCheckLine({ target: '10.0.1.11:8080' }),
    healthCheckLine({ time: '2026-09-01T13:00:00.000Z', passed: false }),
    albLine(),
    'garbage',
  ]

  test('is counted per backend, whatever the order of its lines', async () => {
    for (const given of [lines, lines.toReversed()]) {
      const reader = createHealthCheckLogReader({ balancer, layout: null, window })
      await scanLog(stream([Buffer.from(`${given.join('\r\n')}\n${'x'.repeat(70_000)}`)]), reader)
      expect(reader.counted()).toEqual({
        entries: [
          {
            ...{ backend: '10.0.1.10:8080', poolName: 'web', passed: 1, failed: 3, lastStatus: '503' },
            reasons: [
              ['connection-reset', 2],
              ['backend-error', 1],
            ],
          },
          { backend: '10.0.1.11:8080', poolName: 'web', passed: 1, failed: 0, reasons: [], lastStatus: '200' },
        ],
        lines: { read: 9, parsed: 6, malformed: 2, foreign: 1, outsideWindow: 1 },
      })
    }
  })
})
