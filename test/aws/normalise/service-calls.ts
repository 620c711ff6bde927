/** An ECS service with two running tasks and one that stopped, as evidence. */
import type { CallRecord } from '../../../src/core/evidence.ts'
import { account, answered, groupArn, region } from './build.ts'
import { subnets } from './vpc.ts'

function taskInterface(id: string, subnetId: string, zone: string, address: string, ipv6: string): object {
  return {
    NetworkInterfaceId: id,
    Description: `arn:aws:ecs:${region}:${account}:attachment/${id}`,
    AvailabilityZone: zone,
    SubnetId: subnetId,
    VpcId: 'vpc-01',
    PrivateIpAddress: address,
    Ipv6Addresses: [{ Ipv6Address: ipv6 }],
    Groups: [{ GroupId: 'sg-0app' }],
    TagSet: [
      { Key: 'aws:ecs:clusterName', Value: 'prod' },
      { Key: 'aws:ecs:serviceName', Value: 'web' },
    ],
  }
}

export const taskA: object = taskInterface('eni-0ta', subnets.privateA, 'eu-west-1a', '10.0.11.20', '2001:db8:0:11::20')
export const taskB: object = taskInterface('eni-0tb', subnets.privateB, 'eu-west-1b', '10.0.12.20', '2001:db8:0:12::20')
const clusterArn = `arn:aws:ecs:${region}:${account}:cluster/prod`
const definitionArn = `arn:aws:ecs:${region}:${account}:task-definition/web:7`
const stoppedArn = `arn:aws:ecs:${region}:${account}:task/prod/0123`

export const serviceCalls: readonly CallRecord[] = [
  answered(
    'ecs:DescribeServices',
    { cluster: 'prod', services: ['web'] },
    {
      services: [
        {
          serviceName: 'web',
          serviceArn: `arn:aws:ecs:${region}:${account}:service/prod/web`,
          clusterArn,
          desiredCount: 2,
          runningCount: 1,
          taskDefinition: definitionArn,
          loadBalancers: [{ targetGroupArn: groupArn('web'), containerName: 'app', containerPort: 8080 }],
          deployments: [{ id: 'd1', status: 'PRIMARY', rolloutState: 'IN_PROGRESS', createdAt: '2026-03-01T13:50:00.000Z' }],
          events: [
            { id: '1', createdAt: '2026-03-01T14:00:00.000Z', message: 'older' },
            { id: '2', createdAt: '2026-03-01T14:05:00.000Z', message: 'newer' },
          ],
        },
      ],
      failures: [],
    },
  ),
  answered(
    'ecs:DescribeTaskDefinition',
    { taskDefinition: definitionArn },
    {
      taskDefinition: {
        containerDefinitions: [
          { name: 'app', portMappings: [{ containerPort: 3000 }] },
          { name: 'sidecar', portMappings: [{ containerPort: 9000 }] },
        ],
      },
    },
  ),
  answered('ecs:ListTasks', { cluster: 'prod', serviceName: 'web', desiredStatus: 'STOPPED' }, { taskArns: [stoppedArn] }),
  answered(
    'ecs:DescribeTasks',
    { cluster: 'prod', tasks: [stoppedArn] },
    {
      tasks: [
        {
          taskArn: stoppedArn,
          stopCode: 'EssentialContainerExited',
          stoppedReason: 'Essential container in task exited',
          stoppedAt: '2026-03-01T14:03:00.000Z',
          containers: [{ name: 'app', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }],
          attachments: [{ details: [{ name: 'privateIPv4Address', value: '10.0.11.19' }] }],
        },
      ],
      failures: [],
    },
  ),
]
