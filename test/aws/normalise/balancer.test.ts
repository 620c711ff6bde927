import { describe, expect, it } from 'vitest'
import { normaliseAws } from '../../../src/aws/normalise/index.ts'
import type { LoadBalancer, Snapshot } from '../../../src/core/model.ts'
import { answered, balancerArn, evidenceOf, filters, groupArn, refused } from './build.ts'
import { node, subnets } from './vpc.ts'

const base = {
  LoadBalancerArn: balancerArn,
  Scheme: 'internal',
  VpcId: 'vpc-01',
  State: { Code: 'active' },
  AvailabilityZones: [{ ZoneName: 'eu-west-1a', SubnetId: subnets.publicA, LoadBalancerAddresses: [] }],
  SecurityGroups: ['sg-0lb'],
}

function snapshotOf(fields: object): Snapshot {
  const LoadBalancers = [{ ...base, ...fields }]
  return normaliseAws(
    evidenceOf([answered('elasticloadbalancing:DescribeLoadBalancers', { Names: ['shop'] }, { LoadBalancers })]),
  )
}

function settingsOf(attributes: Readonly<Record<string, string>>): LoadBalancer['settings'] {
  const Attributes = Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }))
  const input = { LoadBalancerArn: balancerArn }
  const call = answered('elasticloadbalancing:DescribeLoadBalancerAttributes', input, { Attributes })
  return normaliseAws(evidenceOf([call])).loadBalancer.settings
}

describe('the load balancer', () => {
  it('is named by its ARN even when nothing was read', () => {
    expect(normaliseAws(evidenceOf([])).loadBalancer).toMatchObject({
      id: balancerArn,
      name: 'shop',
      region: 'eu-west-1',
      account: '111122223333',
      overview: { known: false, gap: 'notCollected' },
      settings: { known: false, gap: 'notCollected' },
      listeners: { known: false, gap: 'notCollected' },
      nodes: { known: false, gap: 'notCollected' },
    })
  })

  it('is described in neutral words', () => {
    expect(snapshotOf({ DNSName: 'shop.example.com' }).loadBalancer.overview).toMatchObject({
      known: true,
      value: {
        state: 'active',
        providerState: 'active',
        providerReason: null,
        scheme: 'internal',
        ipv6: false,
        networkId: 'vpc-01',
        zones: [{ name: 'eu-west-1a', subnetId: subnets.publicA }],
        groupIds: ['sg-0lb'],
        dnsName: 'shop.example.com',
      },
    })
  })

  it.each([
    [{ State: { Code: 'provisioning' } }, { state: 'provisioning' }],
    [{ State: { Code: 'active_impaired', Reason: 'no room' } }, { state: 'impaired', providerReason: 'no room' }],
    [{ State: { Code: 'failed' } }, { state: 'failed' }],
    [{ State: undefined }, { state: 'unknown', providerState: 'not stated' }],
    [{ Scheme: 'internet-facing' }, { scheme: 'public' }],
    [{ IpAddressType: 'dualstack-without-public-ipv4' }, { ipv6: true }],
    [{ IpAddressType: 'ipv4' }, { ipv6: false }],
  ])('%j', (fields, value) => {
    expect(snapshotOf(fields).loadBalancer.overview).toMatchObject({ known: true, value })
  })

  it('keeps a state it does not know, and notes it', () => {
    const { loadBalancer, unmodelled } = snapshotOf({ State: { Code: 'asleep' } })
    expect(loadBalancer.overview).toMatchObject({ value: { state: 'unknown', providerState: 'asleep' } })
    expect(unmodelled).toEqual(['load balancer state asleep'])
  })

  it.each([
    ['no subnet of a zone', [{ ZoneName: 'eu-west-1a' }, { ZoneName: 'eu-west-1b', SubnetId: subnets.publicB }]],
    ['no name of a zone', [{ SubnetId: subnets.publicA }, { ZoneName: 'eu-west-1b', SubnetId: subnets.publicB }]],
    ['no zones', undefined],
  ])('with %s stated is enabled where its interfaces lie', (_, AvailabilityZones) => {
    const nodes = [node('eni-1', subnets.publicA, 'a', 1), node('eni-2', subnets.publicB, 'b', 2)]
    const LoadBalancers = [{ ...base, AvailabilityZones, SecurityGroups: undefined }]
    const { overview } = normaliseAws(
      evidenceOf([
        answered('elasticloadbalancing:DescribeLoadBalancers', { Names: ['shop'] }, { LoadBalancers }),
        answered('ec2:DescribeNetworkInterfaces', filters({ description: ['ELB app/shop/50dc6c495c0c9188'] }), {
          NetworkInterfaces: nodes,
        }),
      ]),
    ).loadBalancer
    const zones = [
      { name: 'eu-west-1a', subnetId: subnets.publicA },
      { name: 'eu-west-1b', subnetId: subnets.publicB },
    ]
    expect(overview).toMatchObject({ known: true, value: { zones, groupIds: ['sg-0lb'] } })
  })

  it('has no scheme where none is stated', () => {
    expect(snapshotOf({ Scheme: undefined }).loadBalancer.overview).toMatchObject({ known: true, value: { scheme: null } })
  })

  it.each([
    [{ Scheme: 'sideways' }],
    [{ AvailabilityZones: [{}] }],
    [{ AvailabilityZones: undefined }],
    [{ SecurityGroups: [{}] }],
    [{ State: 7 }],
  ])('%j cannot be understood', (fields) => {
    expect(snapshotOf(fields).loadBalancer.overview).toMatchObject({ known: false, gap: 'failed' })
  })

  it('has the interfaces that bear its name', () => {
    const input = filters({ description: ['ELB app/shop/50dc6c495c0c9188'] })
    const nodes = [node('eni-2', subnets.publicB, 'b', 2), node('eni-1', subnets.publicA, 'a', 1)]
    const other = { ...node('eni-3', subnets.publicA, 'a', 3), Description: 'ELB app/other/1' }
    const call = answered('ec2:DescribeNetworkInterfaces', input, { NetworkInterfaces: [...nodes, other] })
    expect(normaliseAws(evidenceOf([call])).loadBalancer.nodes).toMatchObject({
      known: true,
      value: [{ id: 'eni-1', addresses: ['10.0.1.10', '2001:db8:0:1::10'] }, { id: 'eni-2' }],
    })
    const unrelated = answered('ec2:DescribeNetworkInterfaces', filters({ 'group-id': ['sg-1'] }), { NetworkInterfaces: [] })
    expect(normaliseAws(evidenceOf([unrelated])).loadBalancer.nodes).toMatchObject({ known: false, gap: 'notCollected' })
  })
})

describe('its settings', () => {
  it('have the documented defaults where the answer says nothing', () => {
    const value = { idleTimeoutSeconds: 60, accessLog: { enabled: false }, probeLog: { enabled: false }, other: {} }
    expect(settingsOf({})).toMatchObject({ known: true, value })
  })

  it('say where logs go, and keep the rest for display', () => {
    const settings = settingsOf({
      'idle_timeout.timeout_seconds': '30',
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': 'logs',
      'access_logs.s3.prefix': 'alb/shop',
      'health_check_logs.s3.enabled': 'true',
      'health_check_logs.s3.bucket': 'probes',
      'health_check_logs.s3.prefix': '',
      'waf.fail_open.enabled': 'false',
      'client_keep_alive.seconds': '3600',
    })
    expect(settings).toMatchObject({
      known: true,
      value: {
        idleTimeoutSeconds: 30,
        accessLog: { enabled: true, place: 's3://logs/alb/shop' },
        probeLog: { enabled: true, place: 's3://probes' },
        other: { 'client_keep_alive.seconds': '3600', 'waf.fail_open.enabled': 'false' },
      },
    })
  })

  it.each([[{ 'idle_timeout.timeout_seconds': 'long' }], [{ 'access_logs.s3.enabled': 'perhaps' }]])(
    '%j cannot be understood',
    (attributes) => {
      expect(settingsOf(attributes)).toMatchObject({ known: false, gap: 'failed' })
    },
  )
})

describe('no load balancer', () => {
  function absent(group: object | null) {
    const name = 'elasticloadbalancing:DescribeTargetGroups'
    const call = group === null ? refused(name, {}) : answered(name, {}, { TargetGroups: [group] })
    return normaliseAws(evidenceOf([call], { loadBalancerId: null }))
  }
  const unsaid = { TargetGroupArn: groupArn('web'), TargetType: 'ip', Protocol: 'HTTP', Port: 80 }
  const group = { ...unsaid, LoadBalancerArns: [] }

  it('is said to be none when the group has none', () => {
    const snapshot = absent(group)
    const message = 'no load balancer uses the target group'
    expect(snapshot.loadBalancer).toMatchObject({
      id: null,
      name: null,
      region: 'eu-west-1',
      overview: { known: false, message },
    })
    expect(snapshot.accessLog).toMatchObject({ known: false, message: `where the access logs go is not known: ${message}` })
    expect(snapshot.loadBalancer.listeners).toMatchObject({ known: false, message })
  })

  it('sends nothing to a group that has none', () => {
    const value = { reached: false, onlyPool: false, weight: 'zero' }
    expect(absent(group).pools[0]?.routing).toMatchObject({ known: true, value })
    expect(absent(null).pools[0]?.routing).toMatchObject({ known: false })
  })

  it('is not known when the group does not say', () => {
    const snapshot = absent(unsaid)
    expect(snapshot.pools[0]?.routing).toMatchObject({ known: false, gap: 'failed' })
    const message = 'the target group does not say which load balancer uses it'
    expect(snapshot.loadBalancer.overview).toMatchObject({ known: false, message })
  })

  it('is said to be unknown when the group is', () => {
    expect(absent(null).loadBalancer.overview).toMatchObject({
      message: 'the load balancer is not known: AccessDenied: not for you',
    })
  })
})
