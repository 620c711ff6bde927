import { describe, expect, it } from 'vitest'
import { normaliseAws } from '../../../src/aws/normalise/index.ts'
import type { Pool } from '../../../src/core/model.ts'
import { answered, evidenceOf, groupArn, refused, replacing, without } from './build.ts'
import { functionEvidence, instanceEvidence } from './worlds.ts'

const TargetGroupArn = groupArn('web')
const base = { TargetGroupArn, TargetGroupName: 'web', TargetType: 'ip', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-01' }

function poolOf(group: object): { readonly pool: Pool; readonly unmodelled: readonly string[] } {
  const call = answered(
    'elasticloadbalancing:DescribeTargetGroups',
    { TargetGroupArns: [TargetGroupArn] },
    { TargetGroups: [group] },
  )
  const { pools, unmodelled } = normaliseAws(evidenceOf([call]))
  return { pool: pools[0] as Pool, unmodelled }
}

function attributesOf(attributes: Readonly<Record<string, string>>): Pool {
  const Attributes = Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }))
  const call = answered('elasticloadbalancing:DescribeTargetGroupAttributes', { TargetGroupArn }, { Attributes })
  return normaliseAws(evidenceOf([call])).pools[0] as Pool
}

describe('the configuration of a pool', () => {
  it('has the documented defaults where the answer says nothing', () => {
    expect(poolOf(base).pool.config).toMatchObject({
      known: true,
      value: {
        backendKind: 'address',
        protocol: 'http',
        protocolVersion: 'http1',
        port: 80,
        ipv6: false,
        loadBalancerIds: null,
        probe: {
          enabled: true,
          protocol: 'http',
          port: null,
          path: null,
          intervalSeconds: 30,
          timeoutSeconds: 6,
          healthyThreshold: 5,
          unhealthyThreshold: 2,
          expectedStatus: null,
          expectedBody: null,
        },
      },
    })
  })

  it.each([
    [{ TargetType: 'instance' }, { backendKind: 'instance' }],
    [{ TargetType: undefined }, { backendKind: 'instance' }],
    [{ TargetType: 'alb' }, { backendKind: 'balancer' }],
    [
      { TargetType: 'lambda', Protocol: undefined, Port: undefined },
      {
        backendKind: 'function',
        port: null,
        probe: { enabled: false, intervalSeconds: 35, timeoutSeconds: 30, unhealthyThreshold: 5 },
      },
    ],
    [
      { Protocol: 'HTTPS', ProtocolVersion: 'HTTP2' },
      { protocol: 'https', protocolVersion: 'http2' },
    ],
    [
      { ProtocolVersion: 'GRPC', Matcher: { GrpcCode: '12' } },
      { protocolVersion: 'grpc', probe: { expectedStatus: '12' } },
    ],
    [{ IpAddressType: 'ipv6' }, { ipv6: true }],
    [{ HealthCheckPort: 'traffic-port' }, { probe: { port: null } }],
    [{ HealthCheckPort: '9000', HealthCheckProtocol: 'HTTPS' }, { probe: { port: 9000, protocol: 'https', timeoutSeconds: 10 } }],
    [{ HealthCheckTimeoutSeconds: '7', HealthCheckEnabled: 'false' }, { probe: { timeoutSeconds: 7, enabled: false } }],
    [{ Matcher: { HttpCode: '200-299' } }, { probe: { expectedStatus: '200-299' } }],
  ])('%j', (change, expected) => {
    expect(poolOf({ ...base, ...change }).pool.config).toMatchObject({ known: true, value: expected })
  })

  it.each([
    [{ TargetType: 'teapot' }, ['target type teapot']],
    [{ Protocol: 'TCP' }, ['target group protocol TCP']],
    [{ ProtocolVersion: 'HTTP3' }, ['target group protocol version HTTP3']],
    [{ Port: 'eighty' }, []],
    [{ Port: undefined }, []],
    [{ HealthCheckPort: 'somewhere' }, []],
    [{ Matcher: [] }, []],
  ])('%j cannot be understood', (change, unmodelled) => {
    const read = poolOf({ ...base, ...change })
    expect(read.pool).toMatchObject({ name: 'web', config: { known: false, gap: 'failed' } })
    expect(read.unmodelled).toEqual(unmodelled)
  })

  it('is not found in an answer that lacks it', () => {
    expect(poolOf({ ...base, TargetGroupArn: groupArn('api') }).pool.config).toMatchObject({ known: false, gap: 'notFound' })
  })

  it('tells the gap of the call, and the name out of the ARN', () => {
    const call = refused('elasticloadbalancing:DescribeTargetGroups', { TargetGroupArns: [TargetGroupArn] })
    expect(normaliseAws(evidenceOf([call])).pools[0]).toMatchObject({
      name: 'web',
      config: { known: false, gap: 'denied', message: 'AccessDenied: not for you' },
    })
  })
})

describe('the settings of a pool', () => {
  it('have the documented defaults where the answer says nothing', () => {
    const pool = attributesOf({})
    const value = { drainSeconds: 300, slowStartSeconds: 0, failOpenBelow: 1, multiValueHeaders: false, stickiness: false }
    expect(pool.settings).toMatchObject({ known: true, value })
    expect(pool.crossZone).toMatchObject({ known: true, value: true })
  })

  it('are read by their keys', () => {
    const pool = attributesOf({
      'deregistration_delay.timeout_seconds': '10',
      'slow_start.duration_seconds': '30',
      'stickiness.enabled': 'true',
      'lambda.multi_value_headers.enabled': 'true',
      'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': '3',
    })
    const value = { drainSeconds: 10, slowStartSeconds: 30, failOpenBelow: 3, multiValueHeaders: true, stickiness: true }
    expect(pool.settings).toMatchObject({ known: true, value })
  })

  it.each([
    ['true', true],
    ['use_load_balancer_configuration', true],
    ['false', false],
  ])('cross-zone %s', (value, expected) => {
    expect(attributesOf({ 'load_balancing.cross_zone.enabled': value }).crossZone).toMatchObject({ known: true, value: expected })
  })

  it('have no fail-open threshold when it is off', () => {
    const key = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count'
    expect(attributesOf({ [key]: 'off' }).settings).toMatchObject({ known: true, value: { failOpenBelow: null } })
    expect(attributesOf({ [key]: 'some' }).settings).toMatchObject({ known: false, gap: 'failed' })
  })

  it('note attributes that are new', () => {
    const Attributes = [{ Key: 'waf.inspection', Value: 'on' }]
    const call = answered('elasticloadbalancing:DescribeTargetGroupAttributes', { TargetGroupArn }, { Attributes })
    expect(normaliseAws(evidenceOf([call])).unmodelled).toEqual(['target group attribute waf.inspection'])
  })
})

describe('registered targets', () => {
  function backends(descriptions: readonly object[], group: object | null = base) {
    const health = answered(
      'elasticloadbalancing:DescribeTargetHealth',
      { TargetGroupArn },
      { TargetHealthDescriptions: descriptions },
    )
    const groups = answered('elasticloadbalancing:DescribeTargetGroups', {}, { TargetGroups: [group] })
    const pool = normaliseAws(evidenceOf(group === null ? [health] : [health, groups])).pools[0] as Pool
    return pool.backends
  }
  const healthy = { TargetHealth: { State: 'healthy' } }

  it('have the registered port rather than that of the group', () => {
    expect(backends([{ Target: { Id: '10.0.0.1', Port: 81 }, ...healthy }])).toMatchObject({
      value: [{ key: '10.0.0.1:81', port: 81, probePort: 81, logKeys: ['10.0.0.1:81'] }],
    })
    expect(backends([{ Target: { Id: '10.0.0.1' }, ...healthy }])).toMatchObject({ value: [{ key: '10.0.0.1:80', port: 80 }] })
  })

  it('are probed where the target says, else where the group says, else where traffic goes', () => {
    const target = { Target: { Id: 'i-1', Port: 81 }, ...healthy }
    const probed = (more: object, group: object | null) => backends([{ ...target, ...more }], group)
    expect(probed({ HealthCheckPort: '99' }, { ...base, HealthCheckPort: '98' })).toMatchObject({ value: [{ probePort: 99 }] })
    expect(probed({ HealthCheckPort: 'traffic-port' }, base)).toMatchObject({ value: [{ probePort: 81 }] })
    expect(probed({}, { ...base, HealthCheckPort: '98' })).toMatchObject({ value: [{ probePort: 98 }] })
    expect(probed({}, base)).toMatchObject({ value: [{ probePort: 81 }] })
    expect(probed({}, null)).toMatchObject({ value: [{ probePort: null }] })
    expect(probed({ HealthCheckPort: 'x' }, base)).toMatchObject({ known: false, gap: 'failed' })
  })

  it('stand in the order of their keys, each once', () => {
    const all = ['10.0.0.2', '10.0.0.1', '10.0.0.2'].map((Id) => ({ Target: { Id, Port: 1 }, ...healthy }))
    expect(backends(all)).toMatchObject({ value: [{ key: '10.0.0.1:1' }, { key: '10.0.0.2:1' }] })
  })

  it('may be none', () => {
    expect(backends([])).toMatchObject({ known: true, value: [] })
  })

  it.each([[{}], [{ Target: {} }], ['text'], [null]])('are not known when one of them is %j', (odd) => {
    expect(backends([{ Target: { Id: '10.0.0.1' } }, odd as object])).toMatchObject({ known: false, gap: 'failed' })
  })
})

describe('services of a pool', () => {
  it('are none behind functions', () => {
    expect(normaliseAws(functionEvidence).pools[0]?.services).toMatchObject({ known: true, value: [] })
    const nameless = without(functionEvidence.calls, 'elasticloadbalancing:DescribeTargetGroups')
    expect(normaliseAws(evidenceOf(nameless)).pools[0]?.services).toMatchObject({ known: true, value: [] })
  })

  it('are not looked for behind instances', () => {
    const services = normaliseAws(instanceEvidence).pools[0]?.services
    expect(services).toMatchObject({ known: false, gap: 'notCollected', sources: [{ permission: null }] })
    const calls = replacing(instanceEvidence.calls, refused('ecs:DescribeServices', {}), refused('ecs:ListClusters', {}))
    expect(normaliseAws(evidenceOf(calls)).pools[0]?.services).toMatchObject({ known: false, gap: 'denied' })
  })
})
