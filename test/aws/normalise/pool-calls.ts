/** What the calls about a target group, its listener, its metrics and its changes answer. */
import type { CallRecord } from '../../../src/core/evidence.ts'
import { account, answered, balancerArn, groupArn } from './build.ts'

const listenerArn = `${balancerArn.replace(':loadbalancer/', ':listener/')}/f2f7dc8efc522ab2`

export function listenerCalls(groupName: string): readonly CallRecord[] {
  const forward = { Type: 'forward', TargetGroupArn: groupArn(groupName), Order: 1 }
  return [
    answered(
      'elasticloadbalancing:DescribeListeners',
      { LoadBalancerArn: balancerArn },
      { Listeners: [{ ListenerArn: listenerArn, Port: 443, Protocol: 'HTTPS', DefaultActions: [forward] }] },
    ),
    answered(
      'elasticloadbalancing:DescribeRules',
      { ListenerArn: listenerArn },
      { Rules: [{ RuleArn: `${listenerArn}/1`, Priority: 'default', IsDefault: true, Conditions: [], Actions: [forward] }] },
    ),
  ]
}

export function groupCalls(name: string, fields: object, targets: readonly object[]): readonly CallRecord[] {
  const TargetGroupArn = groupArn(name)
  const group = {
    TargetGroupArn,
    TargetGroupName: name,
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: 30,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 5,
    UnhealthyThresholdCount: 2,
    HealthCheckPath: '/health',
    Matcher: { HttpCode: '200-299' },
    LoadBalancerArns: [balancerArn],
    ...fields,
  }
  return [
    answered('elasticloadbalancing:DescribeTargetGroups', { TargetGroupArns: [TargetGroupArn] }, { TargetGroups: [group] }),
    answered(
      'elasticloadbalancing:DescribeTargetHealth',
      { TargetGroupArn, Include: ['All'] },
      { TargetHealthDescriptions: targets },
    ),
    answered(
      'elasticloadbalancing:DescribeTargetGroupAttributes',
      { TargetGroupArn },
      {
        Attributes: [
          { Key: 'deregistration_delay.timeout_seconds', Value: '120' },
          { Key: 'load_balancing.cross_zone.enabled', Value: 'use_load_balancer_configuration' },
          { Key: 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count', Value: '1' },
        ],
      },
    ),
  ]
}

export function target(Id: string, Port: number, health: object, more: object = {}): object {
  return { Target: { Id, Port, ...more }, HealthCheckPort: String(Port), TargetHealth: health }
}

export const healthy: object = { State: 'healthy' }
export const timedOut: object = { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' }

const metricQuery = {
  Id: 'm0',
  MetricStat: {
    Metric: {
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'HTTPCode_ELB_502_Count',
      Dimensions: [{ Name: 'LoadBalancer', Value: 'app/shop/50dc6c495c0c9188' }],
    },
    Period: 60,
    Stat: 'Sum',
  },
}

export const metricCall: CallRecord = answered(
  'cloudwatch:GetMetricData',
  { MetricDataQueries: [metricQuery] },
  {
    MetricDataResults: [
      { Id: 'm0', StatusCode: 'Complete', Timestamps: ['2026-03-01T14:02:00.000Z', '2026-03-01T14:01:00.000Z'], Values: [7, 3] },
    ],
  },
)

/** Events of one object, as CloudTrail lists them: newest first, one shared with the other object. */
export function changeCall(name: string): CallRecord {
  const event = (id: string, at: string, EventName: string, requestParameters: object): object => ({
    EventId: id,
    EventName,
    EventTime: at,
    ReadOnly: 'false',
    Username: 'build-42',
    Resources: [{ ResourceType: 'AWS::EC2::SecurityGroup', ResourceName: 'sg-0app' }],
    CloudTrailEvent: JSON.stringify({
      userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::${account}:assumed-role/deploy/build-42` },
      requestParameters,
    }),
  })
  return answered(
    'cloudtrail:LookupEvents',
    { LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: name }] },
    {
      Events: [
        event('e-2', '2026-03-01T14:01:00.000Z', 'RevokeSecurityGroupIngress', { groupId: 'sg-0app' }),
        event('e-1', '2026-03-01T13:58:00.000Z', 'ModifyTargetGroup', { targetGroupArn: groupArn('web') }),
      ],
    },
  )
}
