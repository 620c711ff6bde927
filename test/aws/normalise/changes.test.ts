import { describe, expect, it } from 'vitest'
import { changeKind } from '../../../src/aws/normalise/change-kinds.ts'
import { normaliseAws } from '../../../src/aws/normalise/index.ts'
import type { Change } from '../../../src/core/model.ts'
import { account, answered, evidenceOf, groupArn, refused } from './build.ts'

function event(EventId: string, fields: object, body: object | string = {}): object {
  const CloudTrailEvent = typeof body === 'string' ? body : JSON.stringify(body)
  return { EventId, EventName: 'ModifyRule', EventTime: '2026-03-01T14:00:00Z', ReadOnly: 'false', CloudTrailEvent, ...fields }
}

function changesOf(...lookups: readonly (readonly object[])[]) {
  const calls = lookups.map((Events, index) => answered('cloudtrail:LookupEvents', { LookupAttributes: [index] }, { Events }))
  return normaliseAws(evidenceOf(calls)).changes
}

function change(fields: object, body: object | string = {}): Change | undefined {
  const changes = changesOf([event('e', fields, body)])
  return changes.known ? changes.value[0] : undefined
}

describe('changes', () => {
  it('stand in the order of time, each once though found under two objects', () => {
    const [first, second, third] = [
      event('e-1', { EventTime: '2026-03-01T13:00:00Z' }),
      event('e-2', { EventTime: '2026-03-01T14:00:00Z' }),
      event('e-3', { EventTime: '2026-03-01T14:00:00Z' }),
    ]
    const changes = changesOf([third, first], [third, second])
    expect(changes).toMatchObject({
      known: true,
      value: [{ at: '2026-03-01T13:00:00.000Z' }, { at: '2026-03-01T14:00:00.000Z' }, { at: '2026-03-01T14:00:00.000Z' }],
    })
  })

  it('are not what was refused or only read', () => {
    const changes = changesOf([
      event('e-1', {}, { errorCode: 'AccessDenied' }),
      event('e-2', { ReadOnly: 'true' }),
      event('e-3', { EventName: 'DescribeRules', ReadOnly: undefined }),
      event('e-4', { EventName: 'GetPolicy20150331v2', ReadOnly: undefined }),
    ])
    expect(changes).toMatchObject({ known: true, value: [] })
  })

  it('are not known when one lookup failed, or was never made', () => {
    const calls = [
      answered('cloudtrail:LookupEvents', { a: 1 }, { Events: [] }),
      refused('cloudtrail:LookupEvents', { a: 2 }, 'throttled'),
    ]
    expect(normaliseAws(evidenceOf(calls)).changes).toMatchObject({ known: false, gap: 'throttled' })
    expect(normaliseAws(evidenceOf([])).changes).toMatchObject({ known: false, gap: 'notCollected' })
    expect(changesOf([{}])).toMatchObject({ known: false, gap: 'failed' })
  })

  const role = `arn:aws:sts::${account}:assumed-role/deploy/build-42`
  it.each([
    [{ type: 'IAMUser', userName: 'alice' }, 'alice'],
    [{ type: 'AssumedRole', arn: role }, 'deploy/build-42'],
    [{ type: 'Root', arn: 'arn:aws:iam::1:root' }, 'root'],
    [{ type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com' }, 'autoscaling.amazonaws.com'],
    [{ type: 'FederatedUser', arn: 'arn:aws:sts::1:federated-user/bob' }, 'arn:aws:sts::1:federated-user/bob'],
    [{}, 'someone'],
    ['text', 'someone'],
  ])('were made by %j', (userIdentity, who) => {
    expect(change({ Username: 'someone' }, { userIdentity })).toMatchObject({ who })
  })

  it('were made by nobody known when nothing says who', () => {
    expect(change({})).toMatchObject({ who: 'unknown' })
    expect(change({}, '{"cut')).toMatchObject({ who: 'unknown', what: 'ModifyRule' })
  })

  it.each([
    ['RevokeSecurityGroupIngress', { groupId: 'sg-0app' }, 'RevokeSecurityGroupIngress sg-0app', ['sg-0app']],
    [
      'DeregisterTargets',
      { targetGroupArn: groupArn('web'), targets: [{ id: 'i-0a' }] },
      'DeregisterTargets web',
      [groupArn('web'), 'i-0a'],
    ],
    ['StopInstances', { instancesSet: { items: [{ instanceId: 'i-0a' }] } }, 'StopInstances i-0a', ['i-0a']],
    [
      'UpdateService',
      { service: 'arn:aws:ecs:eu-west-1:1:service/prod/web' },
      'UpdateService web',
      ['arn:aws:ecs:eu-west-1:1:service/prod/web'],
    ],
    ['UpdateFunctionCode20150331v2', { functionName: 'web' }, 'UpdateFunctionCode20150331v2 web', ['web']],
    ['CreateRoute', null, 'CreateRoute', []],
  ])('%s names its object', (EventName, requestParameters, what, objectIds) => {
    expect(change({ EventName }, { requestParameters })).toMatchObject({ what, objectIds })
  })

  it('take the resources of the event where the parameters name nothing', () => {
    expect(change({ Resources: [{ ResourceName: 'rtb-1' }] })).toMatchObject({ what: 'ModifyRule rtb-1', objectIds: ['rtb-1'] })
  })

  it.each([
    ['AuthorizeSecurityGroupIngress', 'firewall'],
    ['RevokeSecurityGroupEgress', 'firewall'],
    ['ReplaceNetworkAclEntry', 'firewall'],
    ['ReplaceNetworkAclAssociation', 'firewall'],
    ['SetSecurityGroups', 'firewall'],
    ['DeleteRoute', 'routing'],
    ['ReplaceRouteTableAssociation', 'routing'],
    ['DeleteVpcPeeringConnection', 'routing'],
    ['RegisterTargets', 'registration'],
    ['ModifyTargetGroup', 'pool-settings'],
    ['ModifyTargetGroupAttributes', 'pool-settings'],
    ['ModifyLoadBalancerAttributes', 'balancer-settings'],
    ['SetSubnets', 'balancer-settings'],
    ['ModifyListener', 'listener'],
    ['DeleteRule', 'listener'],
    ['UpdateService', 'deployment'],
    ['StartInstanceRefresh', 'deployment'],
    ['StopInstances', 'power'],
    ['TerminateInstances', 'power'],
    ['UpdateFunctionCode20150331v2', 'function'],
    ['RemovePermission20150331v2', 'function'],
    ['CreateTags', 'other'],
  ])('%s is of kind %s', (name, kind) => {
    expect(changeKind(name)).toBe(kind)
  })
})
