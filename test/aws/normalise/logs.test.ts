import { describe, expect, it } from 'vitest'
import { normaliseAws } from '../../../src/aws/normalise/index.ts'
import type { CallRecord } from '../../../src/core/evidence.ts'
import type { LogReading, ProbeLogReading } from '../../../src/core/traffic.ts'
import { answered, balancerArn, evidenceOf, refused } from './build.ts'

const histogram = { zero: 0, buckets: [[1, 2]], minimum: 1, maximum: 2 } as const

function reading(source: string, parsed: number): LogReading {
  return {
    source,
    digest: {
      lines: { read: parsed, parsed, malformed: 0, foreign: 0, outsideWindow: 0 },
      series: [{ pool: null, minutes: [{ at: '2026-03-01T14:00:00Z', requests: 1, gateway: { 502: 1 }, backend: {} }] }],
      failures: [
        {
          origin: 'gateway',
          status: 502,
          phase: 'cut-off',
          backend: '10.0.0.1:80',
          pool: null,
          reason: null,
          requests: 1,
          firstAt: '2026-03-01T14:00:00Z',
          lastAt: '2026-03-01T14:00:00Z',
          wait: histogram,
          duration: { zero: 0, buckets: [], minimum: null, maximum: null },
          minutes: [['2026-03-01T14:00:00Z', 1]],
          paths: [['GET /', 1]],
          samples: ['a line'],
        },
      ],
      backends: [
        {
          pool: null,
          backend: '10.0.0.1:80',
          requests: 1,
          succeeded: 0,
          gatewayFailures: 1,
          backendFailures: 0,
          firstAt: '2026-03-01T14:00:00Z',
          lastAt: '2026-03-01T14:00:00Z',
          lastSucceededAt: null,
        },
      ],
      paths: [{ pool: null, path: 'GET /', requests: 1, failures: 1 }],
    },
    objects: { listed: 1, read: 1, failed: 0, skipped: 0 },
    notes: [],
    partial: false,
  }
}

const probes: ProbeLogReading = {
  source: 's3://probes',
  entries: [
    { backend: '10.0.0.1:80', poolName: 'web', passed: 0, failed: 2, reasons: [['connection-reset', 2]], lastStatus: null },
  ],
  lines: { read: 2, parsed: 2, malformed: 0, foreign: 0, outsideWindow: 0 },
}

function settings(attributes: Readonly<Record<string, string>>): CallRecord {
  const Attributes = Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }))
  return answered('elasticloadbalancing:DescribeLoadBalancerAttributes', { LoadBalancerArn: balancerArn }, { Attributes })
}

const on = settings({ 'access_logs.s3.enabled': 'true', 'access_logs.s3.bucket': 'logs', 'health_check_logs.s3.enabled': 'true' })
const off = settings({})
const access = { kind: 'access', source: 's3://logs' }

function logsOf(...calls: readonly CallRecord[]) {
  const { accessLog, probeLog } = normaliseAws(evidenceOf(calls))
  return { accessLog, probeLog }
}

describe('access logs', () => {
  it('are what was read, under the permission it needed', () => {
    const { accessLog, probeLog } = logsOf(on, answered('s3:GetObject', access, reading('s3://logs', 5)))
    expect(accessLog).toEqual({
      known: true,
      value: reading('s3://logs', 5),
      sources: [{ what: 'access logs', call: 's3:GetObject', permission: 's3:GetObject' }],
    })
    expect(probeLog).toMatchObject({ known: false, gap: 'notCollected', message: 'the health check logs were not read' })
  })

  it('come from the source with most lines, never from several together', () => {
    const group = answered('logs:FilterLogEvents', { ...access, source: '/aws/alb' }, reading('log group /aws/alb', 9))
    const bucket = answered('s3:GetObject', access, reading('s3://logs', 5))
    expect(logsOf(on, group, bucket).accessLog).toMatchObject({ value: { source: 'log group /aws/alb' } })
    const empty = answered('logs:FilterLogEvents', { ...access, source: '/aws/alb' }, reading('log group /aws/alb', 0))
    expect(logsOf(on, empty, bucket).accessLog).toMatchObject({ value: { source: 's3://logs' } })
    expect(logsOf(on, refused('logs:FilterLogEvents', access), bucket).accessLog).toMatchObject({
      value: { source: 's3://logs' },
    })
  })

  it('are as unknown as their source', () => {
    expect(logsOf(on, refused('s3:GetObject', access)).accessLog).toMatchObject({ known: false, gap: 'denied' })
    expect(logsOf(on, refused('s3:ListObjectsV2', { Bucket: 'logs' })).accessLog).toMatchObject({
      known: false,
      gap: 'denied',
      sources: [{ what: 'access logs', permission: 's3:ListBucket' }],
    })
  })

  it('are not what has not their shape', () => {
    const good = reading('s3://logs', 5)
    const odd: readonly unknown[] = [
      null,
      {},
      { ...good, partial: 'no' },
      { ...good, digest: { ...good.digest, lines: undefined } },
      { ...good, digest: { ...good.digest, failures: [{ ...good.digest.failures[0], phase: 'lost' }] } },
      { ...good, digest: { ...good.digest, failures: [{ ...good.digest.failures[0], wait: { ...histogram, buckets: [[1]] } }] } },
      {
        ...good,
        digest: {
          ...good.digest,
          series: [{ pool: null, minutes: [{ at: 'x', requests: 1, gateway: { 502: 'many' }, backend: {} }] }],
        },
      },
    ]
    for (const output of odd) {
      expect(logsOf(on, answered('s3:GetObject', access, output)).accessLog, JSON.stringify(output)).toMatchObject({
        known: false,
        gap: 'failed',
      })
    }
  })

  it('are switched off, which no permission helps', () => {
    expect(logsOf(off)).toEqual({
      accessLog: {
        known: false,
        gap: 'notCollected',
        message: 'access logs are switched off for this load balancer',
        sources: [{ what: 'access logs', call: '', permission: null }],
      },
      probeLog: {
        known: false,
        gap: 'notCollected',
        message: 'health check logs are switched off for this load balancer',
        sources: [{ what: 'health check logs', call: '', permission: null }],
      },
    })
  })

  it('may be delivered by CloudWatch though the load balancer says off', () => {
    const sources = (logType: string, arn: string) =>
      answered('logs:DescribeDeliverySources', {}, { deliverySources: [{ logType, resourceArns: [arn] }] })
    const message = (call: CallRecord) => {
      const { accessLog } = logsOf(off, call)
      return accessLog.known ? '' : accessLog.message
    }
    expect(message(sources('ALB_ACCESS_LOGS', balancerArn))).toBe('the access logs were not read')
    expect(message(sources('ALB_CONNECTION_LOGS', balancerArn))).toContain('switched off')
    expect(message(sources('ALB_ACCESS_LOGS', `${balancerArn}0`))).toContain('switched off')
    expect(logsOf(off, refused('logs:DescribeDeliverySources', {})).accessLog).toMatchObject({
      gap: 'denied',
      sources: [{ what: 'access logs', permission: 'logs:DescribeDeliverySources' }],
    })
  })

  it('go nobody knows where without the attributes', () => {
    const denied = refused('elasticloadbalancing:DescribeLoadBalancerAttributes', { LoadBalancerArn: balancerArn })
    expect(logsOf(denied).accessLog).toMatchObject({
      gap: 'denied',
      message: 'where the access logs go is not known: AccessDenied: not for you',
      sources: [{ what: 'access logs', permission: 'elasticloadbalancing:DescribeLoadBalancerAttributes' }],
    })
  })

  it('were not read where nobody read them', () => {
    expect(logsOf(on).accessLog).toMatchObject({ gap: 'notCollected', message: 'the access logs were not read' })
  })
})

describe('health check logs', () => {
  const input = { kind: 'probe', source: 's3://probes' }

  it('are what was read', () => {
    expect(logsOf(on, answered('s3:GetObject', input, probes)).probeLog).toMatchObject({ known: true, value: probes })
  })

  it('are not access logs, nor garbage', () => {
    expect(logsOf(on, answered('s3:GetObject', input, reading('s3://logs', 1))).probeLog).toMatchObject({
      known: false,
      gap: 'failed',
    })
    const entries = [{ ...probes.entries[0], reasons: [['sulking', 1]] }]
    expect(logsOf(on, answered('s3:GetObject', input, { ...probes, entries })).probeLog).toMatchObject({
      known: false,
      gap: 'failed',
    })
  })
})
