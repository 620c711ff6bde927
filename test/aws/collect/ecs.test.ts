import { afterEach, describe, expect, test } from 'vitest'
import { collectAws } from '../../../src/aws/collect/index.ts'
import type { Evidence } from '../../../src/core/evidence.ts'
import { type Handlers, type MockedAws, mockAws } from '../mock-aws.ts'
import { addressWorld, instanceWorld, options, webArn } from './world.ts'

let aws: MockedAws
afterEach(() => aws.restore())

async function collect(handlers: Handlers): Promise<Evidence> {
  aws = mockAws({ ...addressWorld, ...handlers })
  return collectAws({ kind: 'pool', id: webArn }, options)
}

const service = {
  serviceName: 'shop',
  taskDefinition: 'shop:7',
  loadBalancers: [{ targetGroupArn: webArn, containerPort: 8080 }],
}
const tasks: Handlers = {
  'ecs:ListTasks': () => ({ taskArns: ['task-1'] }),
  'ecs:DescribeTasks': () => ({
    tasks: [{ taskArn: 'task-1', stoppedReason: 'OutOfMemory', overrides: { containerOverrides: [{ name: 'TOKEN' }] } }],
  }),
  'ecs:DescribeTaskDefinition': () => ({
    taskDefinition: {
      family: 'shop',
      containerDefinitions: [
        { name: 'app', portMappings: [{ containerPort: 8080 }], environment: [{ name: 'PASSWORD', value: 'hunter2' }] },
      ],
    },
  }),
}

describe('services behind addresses', () => {
  test('are not searched where there are no clusters', async () => {
    await collect({})
    expect(aws.sent.filter(({ call }) => call.startsWith('ecs:')).map(({ call }) => call)).toEqual(['ecs:ListClusters'])
  })

  test('are not searched for instances', async () => {
    aws = mockAws(instanceWorld)
    await collectAws({ kind: 'pool', id: webArn }, options)
    expect(aws.sent.filter(({ call }) => call.startsWith('ecs:'))).toEqual([])
  })

  test('are found by the group they register in', async () => {
    const evidence = await collect({
      ...tasks,
      'ecs:ListClusters': () => ({ clusterArns: ['prod', 'test'] }),
      'ecs:ListServices': ({ cluster }) => ({
        serviceArns: cluster === 'prod' ? Array.from({ length: 12 }, (_, i) => `s${i}`) : [],
      }),
      'ecs:DescribeServices': ({ services }) => ({
        services: (services as string[]).map((name) => (name === 's11' ? service : { serviceName: name, loadBalancers: [] })),
      }),
    })
    expect(aws.inputsOf('ecs:DescribeServices').map(({ services }) => (services as string[]).length)).toEqual([10, 2])
    expect(aws.inputsOf('ecs:ListTasks')).toMatchObject([{ cluster: 'prod', serviceName: 'shop', desiredStatus: 'STOPPED' }])
    expect(aws.inputsOf('ecs:DescribeTasks')).toEqual([{ cluster: 'prod', tasks: ['task-1'] }])
    expect(aws.inputsOf('ecs:DescribeTaskDefinition')).toEqual([{ taskDefinition: 'shop:7' }])
    expect(JSON.stringify(evidence)).not.toMatch(/hunter2|TOKEN/)
    expect(JSON.stringify(evidence)).toContain('"containerPort":8080')
  })

  test('are named by the tags of their interfaces, and then nothing is searched', async () => {
    await collect({
      ...tasks,
      'ec2:DescribeNetworkInterfaces': () => ({
        NetworkInterfaces: [
          {
            NetworkInterfaceId: 'eni-7',
            TagSet: [
              { Key: 'aws:ecs:clusterName', Value: 'prod' },
              { Key: 'aws:ecs:serviceName', Value: 'shop' },
            ],
          },
        ],
      }),
      'ecs:DescribeServices': () => ({ services: [service] }),
    })
    expect(aws.inputsOf('ecs:ListClusters')).toEqual([])
    expect(aws.inputsOf('ecs:DescribeServices')).toEqual([{ cluster: 'prod', services: ['shop'] }])
    expect(aws.inputsOf('ecs:ListTasks')).toMatchObject([{ cluster: 'prod', serviceName: 'shop' }])
  })

  test('beyond the bound of the search are a gap and not an absence', async () => {
    const { calls } = await collect({
      'ecs:ListClusters': () => ({ clusterArns: Array.from({ length: 21 }, (_, index) => `c${index}`) }),
      'ecs:ListServices': ({ cluster }) => ({
        serviceArns: cluster === 'c0' ? Array.from({ length: 103 }, (_, index) => `s${index}`) : [],
      }),
      'ecs:DescribeServices': () => ({ services: [] }),
    })
    const skipped = calls.filter(({ outcome }) => !outcome.ok)
    expect(skipped).toMatchObject([
      {
        call: 'ecs:DescribeServices',
        input: { cluster: 'c0', services: ['s100', 's101', 's102'] },
        outcome: { gap: 'notCollected' },
      },
      { call: 'ecs:ListServices', input: { cluster: 'c20' }, outcome: { gap: 'notCollected' } },
    ])
  })
})
