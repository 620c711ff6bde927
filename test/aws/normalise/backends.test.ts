import { describe, expect, it } from 'vitest'
import { normaliseAws } from '../../../src/aws/normalise/index.ts'
import type { CallRecord, Evidence } from '../../../src/core/evidence.ts'
import type { Backend } from '../../../src/core/model.ts'
import { answered, evidenceOf, filters, refused, replacing, without } from './build.ts'
import { addressEvidence, instanceEvidence, ipv6Evidence } from './worlds.ts'

function backend(evidence: Evidence, key: string): Backend {
  const backends = normaliseAws(evidence).pools[0]?.backends
  return (backends?.known ? backends.value.find((one) => one.key === key) : undefined) as Backend
}

const asked = filters({ 'instance-id': ['i-0a', 'i-0b'] })

/** The first instance of the pool, as this answer describes it. */
function machine(instance: object): Backend {
  const call = answered('ec2:DescribeInstances', asked, { Reservations: [{ Instances: [{ InstanceId: 'i-0a', ...instance }] }] })
  return backend(evidenceOf(replacing(instanceEvidence.calls, call)), 'i-0a:8080')
}

describe('registered instances', () => {
  it('are seen at their primary interface', () => {
    const { machine, networkInterface, logKeys } = backend(instanceEvidence, 'i-0a:8080')
    const placed = {
      zone: 'eu-west-1a',
      subnetId: 'subnet-0ccc',
      networkId: 'vpc-01',
      addresses: ['10.0.11.5'],
      groupIds: ['sg-0app'],
    }
    expect(machine).toMatchObject({ known: true, value: { id: 'i-0a', state: 'running', transition: null, ...placed } })
    expect(networkInterface).toMatchObject({ known: true, value: { id: 'eni-i-0a', ...placed } })
    expect(logKeys).toEqual(['10.0.11.5:8080'])
  })

  it.each([
    ['pending', 'starting'],
    ['shutting-down', 'stopping'],
    ['terminated', 'terminated'],
    ['stopping', 'stopping'],
    ['stopped', 'stopped'],
    ['hibernating', 'unknown'],
  ])('in state %s are %s', (Name, state) => {
    expect(machine({ State: { Code: 1, Name } }).machine).toMatchObject({ value: { state, providerState: Name } })
  })

  it('say why they changed state', () => {
    const stopped = { State: { Name: 'stopped' }, StateTransitionReason: 'User initiated (2026-03-01 13:59:00 GMT)' }
    expect(machine(stopped).machine).toMatchObject({ value: { transition: 'User initiated (2026-03-01 13:59:00 GMT)' } })
    const reason = { StateTransitionReason: '', StateReason: { Code: 'x', Message: 'Server.SpotInstanceTermination' } }
    expect(machine(reason).machine).toMatchObject({ value: { transition: 'Server.SpotInstanceTermination' } })
  })

  it('that are terminated have no address, no interface and no name in logs', () => {
    const gone = machine({ State: { Name: 'terminated' }, NetworkInterfaces: [], SecurityGroups: [] })
    expect(gone).toMatchObject({
      machine: { value: { addresses: [], subnetId: null } },
      networkInterface: { value: null },
      logKeys: [],
    })
  })

  it('that list no interface are described by their own fields', () => {
    const own = machine({ PrivateIpAddress: '10.0.11.5', SubnetId: 'subnet-0ccc', SecurityGroups: [{ GroupId: 'sg-0app' }] })
    expect(own.machine).toMatchObject({ value: { addresses: ['10.0.11.5'], subnetId: 'subnet-0ccc', groupIds: ['sg-0app'] } })
    expect(own.networkInterface).toMatchObject({ known: false, gap: 'failed' })
  })

  it('do not exist when a call that asked for them does not list them', () => {
    const none = answered('ec2:DescribeInstances', asked, { Reservations: [] })
    const gone = backend(evidenceOf(replacing(instanceEvidence.calls, none)), 'i-0a:8080')
    expect(gone).toMatchObject({
      machine: { known: true, value: null },
      networkInterface: { known: true, value: null },
      logKeys: [],
    })
  })

  it('are unknown where their own chunk failed, whatever the other chunk says', () => {
    const [first, second] = instanceEvidence.calls.filter(({ call }) => call === 'ec2:DescribeInstances') as [
      CallRecord,
      CallRecord,
    ]
    const evidence = evidenceOf(
      replacing(instanceEvidence.calls, refused('ec2:DescribeInstances', first.input, 'throttled'), second),
    )
    expect(backend(evidence, 'i-0a:8080')).toMatchObject({ machine: { known: false, gap: 'throttled' }, logKeys: [] })
    expect(backend(evidence, 'i-0b:8080').machine).toMatchObject({ known: true, value: { id: 'i-0b' } })
    const unasked = evidenceOf(replacing(instanceEvidence.calls, second))
    expect(backend(unasked, 'i-0a:8080').machine).toMatchObject({ known: false, gap: 'notCollected' })
  })

  it('are sent to by IPv6 when the group says so', () => {
    const addresses = {
      PrivateIpAddress: '10.0.11.5',
      Ipv6Addresses: [{ Ipv6Address: '2001:db8::9' }, { Ipv6Address: '2001:db8::5', IsPrimaryIpv6: true }],
    }
    const NetworkInterfaces = [{ NetworkInterfaceId: 'eni-1', Attachment: { DeviceIndex: 0 }, ...addresses }]
    const instances = answered('ec2:DescribeInstances', asked, {
      Reservations: [{ Instances: [{ InstanceId: 'i-0a', NetworkInterfaces }] }],
    })
    const calls = replacing(instanceEvidence.calls, instances)
    expect(backend(evidenceOf(calls), 'i-0a:8080').logKeys).toEqual(['10.0.11.5:8080'])
    const ipv6 = calls.map((record) => withIpv6(record))
    expect(backend(evidenceOf(ipv6), 'i-0a:8080').logKeys).toEqual(['2001:db8::5:8080'])
    // Without the group it could be either.
    expect(backend(evidenceOf(without(calls, 'elasticloadbalancing:DescribeTargetGroups')), 'i-0a:8080').logKeys).toEqual([])
  })
})

function withIpv6(record: CallRecord): CallRecord {
  if (record.call !== 'elasticloadbalancing:DescribeTargetGroups' || !record.outcome.ok) return record
  const { TargetGroups } = record.outcome.output as { TargetGroups: readonly object[] }
  return {
    ...record,
    outcome: { ok: true, output: { TargetGroups: TargetGroups.map((one) => ({ ...one, IpAddressType: 'ipv6' })) } },
  }
}

describe('registered addresses', () => {
  it('belong to the interface of the VPC that owns them', () => {
    const owned = backend(addressEvidence, '10.0.11.20:8080')
    expect(owned.networkInterface).toMatchObject({
      known: true,
      value: { id: 'eni-0ta', groupIds: ['sg-0app'], zone: 'eu-west-1a' },
    })
    expect(owned).toMatchObject({ machine: { known: true, value: null }, zone: 'eu-west-1a', logKeys: ['10.0.11.20:8080'] })
  })

  it('belong to nothing when the VPC was listed and nothing owns them', () => {
    expect(backend(addressEvidence, '10.0.12.99:8080').networkInterface).toMatchObject({ known: true, value: null })
  })

  it('are not known when the listing was about something else', () => {
    const other = answered(
      'ec2:DescribeNetworkInterfaces',
      filters({ 'vpc-id': ['vpc-01'], 'addresses.private-ip-address': ['10.0.0.1'] }),
      {
        NetworkInterfaces: [],
      },
    )
    const unasked = evidenceOf(replacing(addressEvidence.calls, other))
    expect(backend(unasked, '10.0.12.99:8080').networkInterface).toMatchObject({ known: false, gap: 'notCollected' })
    const denied = evidenceOf(replacing(addressEvidence.calls, refused('ec2:DescribeNetworkInterfaces', {})))
    expect(backend(denied, '10.0.12.99:8080').networkInterface).toMatchObject({ known: false, gap: 'denied' })
  })

  it('outside the VPC belong to a peered VPC when exactly one interface there owns them', () => {
    expect(backend(addressEvidence, '10.9.0.5:8080').networkInterface).toMatchObject({ known: true, value: { id: 'eni-09' } })
    const apart = evidenceOf(without(addressEvidence.calls, 'ec2:DescribeVpcPeeringConnections'))
    expect(backend(apart, '10.9.0.5:8080').networkInterface).toMatchObject({ known: false, gap: 'notCollected' })
  })

  it('outside the VPC are never called stale, and no permission would show them', () => {
    const { networkInterface } = backend(addressEvidence, '192.168.7.7:8080')
    expect(networkInterface).toMatchObject({ known: false, gap: 'notCollected', sources: [{ permission: null }] })
    expect(networkInterface.known ? '' : networkInterface.message).toContain('outside the VPC')
  })

  it('of IPv6 are the same in every spelling', () => {
    const long = backend(ipv6Evidence, '[2001:db8:0:12:0:0:0:20]:8080')
    expect(long.networkInterface).toMatchObject({ known: true, value: { id: 'eni-0tb' } })
    expect(long.logKeys).toEqual(['2001:db8:0:12:0:0:0:20:8080', '2001:db8:0:12::20:8080'])
  })

  it('that are none have no name in logs and a path that cannot be judged', () => {
    const health = {
      TargetHealthDescriptions: [{ Target: { Id: 'not-an-address', Port: 1 }, TargetHealth: { State: 'healthy' } }],
    }
    const { input } = addressEvidence.calls.find(({ call }) => call === 'elasticloadbalancing:DescribeTargetHealth') as CallRecord
    const calls = replacing(addressEvidence.calls, answered('elasticloadbalancing:DescribeTargetHealth', input, health))
    expect(backend(evidenceOf(calls), 'not-an-address:1').logKeys).toEqual([])
  })
})
