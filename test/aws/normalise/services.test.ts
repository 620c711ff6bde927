import { describe, expect, it } from 'vitest'
import { normaliseAws } from '../../../src/aws/normalise/index.ts'
import type { CallRecord } from '../../../src/core/evidence.ts'
import type { Service, StoppedTask } from '../../../src/core/model.ts'
import { account, answered, evidenceOf, groupArn, refused, region, replacing, without } from './build.ts'
import { addressEvidence } from './worlds.ts'

const arn = (kind: string, rest: string): string => `arn:aws:ecs:${region}:${account}:${kind}/${rest}`

function ecsService(serviceName: string, targetGroupArn: string, more: object = {}): object {
  return {
    serviceName,
    clusterArn: arn('cluster', 'prod'),
    desiredCount: 1,
    runningCount: 1,
    loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 80 }],
    ...more,
  }
}

function servicesOf(calls: readonly CallRecord[]) {
  return normaliseAws(evidenceOf(calls)).pools[0]?.services
}

function withCalls(...calls: readonly CallRecord[]) {
  return servicesOf(replacing(addressEvidence.calls, ...calls))
}

/** Calls of a search without tags: two clusters, the second of which holds the service. */
const search = [
  answered('ecs:ListClusters', {}, { clusterArns: [arn('cluster', 'dev'), arn('cluster', 'prod')] }),
  answered('ecs:ListServices', { cluster: arn('cluster', 'dev') }, { serviceArns: [] }),
  answered(
    'ecs:ListServices',
    { cluster: arn('cluster', 'prod') },
    { serviceArns: [arn('service', 'prod/web'), arn('service', 'prod/api')] },
  ),
  answered(
    'ecs:DescribeServices',
    { cluster: arn('cluster', 'prod'), services: [arn('service', 'prod/web'), arn('service', 'prod/api')] },
    { services: [ecsService('web', groupArn('web')), ecsService('api', groupArn('api'))], failures: [] },
  ),
]
const untagged = without(addressEvidence.calls, 'ec2:DescribeNetworkInterfaces', 'ecs:DescribeServices')

describe('services', () => {
  it('are found by the tags of the targets', () => {
    expect(servicesOf(addressEvidence.calls)).toMatchObject({
      known: true,
      value: [
        {
          name: 'web',
          cluster: 'prod',
          desired: 2,
          running: 1,
          containerPort: 8080,
          containerName: 'app',
          definedPorts: { known: true, value: [3000] },
          deployments: [{ startedAt: '2026-03-01T13:50:00.000Z', state: 'IN_PROGRESS', reason: null }],
          stoppedTasks: { known: true, value: [{ id: '0123' }] },
          events: [{ message: 'newer' }, { message: 'older' }],
        },
      ],
    })
  })

  it('are not known when a tagged one was not described', () => {
    const other = answered('ecs:DescribeServices', {}, { services: [ecsService('api', groupArn('web'))], failures: [] })
    expect(withCalls(other)).toMatchObject({ known: false, gap: 'notCollected', message: 'service web was not described' })
    expect(withCalls(refused('ecs:DescribeServices', {}))).toMatchObject({ known: false, gap: 'denied' })
    expect(withCalls(answered('ecs:DescribeServices', {}, { services: [{}] }))).toMatchObject({ known: false, gap: 'failed' })
  })

  it('are none when the tagged ones serve other pools, or are gone', () => {
    const other = answered('ecs:DescribeServices', {}, { services: [ecsService('web', groupArn('api'))] })
    expect(withCalls(other)).toMatchObject({ known: true, value: [] })
    const failures = [{ arn: arn('service', 'prod/web'), reason: 'MISSING' }]
    expect(withCalls(answered('ecs:DescribeServices', {}, { services: [], failures }))).toMatchObject({ known: true, value: [] })
  })

  it('are found by searching all clusters', () => {
    expect(servicesOf([...untagged, ...search])).toMatchObject({ known: true, value: [{ name: 'web' }] })
    const none = [answered('ecs:ListClusters', {}, { clusterArns: [] })]
    expect(servicesOf([...untagged, ...none])).toMatchObject({ known: true, value: [] })
  })

  it.each(search.map((record, index) => [record.call, index] as const))(
    'are not known when %s of a search failed',
    (call, index) => {
      const calls = search.map((record, position) =>
        position === index ? refused(call as 'ecs:ListServices', record.input) : record,
      )
      expect(servicesOf([...untagged, ...calls])).toMatchObject({ known: false, gap: 'denied' })
    },
  )

  it('are not known when a cluster was left out', () => {
    expect(servicesOf([...untagged, ...search.filter((_record, index) => index !== 1)])).toMatchObject({
      known: false,
      gap: 'notCollected',
    })
  })

  it.each([
    [
      'a blue-green twin',
      {
        loadBalancers: [
          { targetGroupArn: groupArn('blue'), advancedConfiguration: { alternateTargetGroupArn: groupArn('web') } },
        ],
      },
    ],
    ['a task set', { loadBalancers: [], taskSets: [{ loadBalancers: [{ targetGroupArn: groupArn('web') }] }] }],
  ])('count by %s too', (_, more) => {
    const call = answered('ecs:DescribeServices', {}, { services: [ecsService('web', groupArn('x'), more)] })
    expect(withCalls(call)).toMatchObject({ known: true, value: [{ name: 'web' }] })
  })

  it('know the ports of all containers when they name none, and none without the definition', () => {
    const definition = addressEvidence.calls.find(({ call }) => call === 'ecs:DescribeTaskDefinition') as CallRecord
    const { taskDefinition } = definition.input as { taskDefinition: string }
    const loadBalancers = [{ targetGroupArn: groupArn('web') }]
    const call = answered('ecs:DescribeServices', {}, { services: [ecsService('web', '', { taskDefinition, loadBalancers })] })
    const ports = (services: ReturnType<typeof servicesOf>) => (services?.known ? services.value[0]?.definedPorts : undefined)
    expect(ports(withCalls(call))).toMatchObject({ known: true, value: [3000, 9000] })
    expect(ports(servicesOf(without(addressEvidence.calls, 'ecs:DescribeTaskDefinition')))).toMatchObject({
      known: false,
      gap: 'notCollected',
    })
  })
})

describe('stopped tasks', () => {
  const [one, two] = [arn('task', 'prod/1'), arn('task', 'prod/2')]
  const list = (...taskArns: readonly string[]) =>
    answered('ecs:ListTasks', { cluster: arn('cluster', 'prod'), serviceName: 'web', desiredStatus: 'STOPPED' }, { taskArns })
  const describeTasks = (asked: readonly string[], ...tasks: readonly object[]) =>
    answered('ecs:DescribeTasks', { cluster: arn('cluster', 'prod'), tasks: asked }, { tasks, failures: [] })

  function tasksOf(...calls: readonly CallRecord[]): Service['stoppedTasks'] | undefined {
    const services = withCalls(...calls)
    return services?.known ? services.value[0]?.stoppedTasks : undefined
  }

  function task(fields: object): StoppedTask | undefined {
    const tasks = tasksOf(list(one), describeTasks([one], { taskArn: one, ...fields }))
    return tasks?.known ? tasks.value[0] : undefined
  }

  it('are none when none are listed', () => {
    expect(tasksOf(list())).toMatchObject({ known: true, value: [] })
  })

  it('come from all chunks, in the order they stopped', () => {
    const at = (taskArn: string, stoppedAt: string) => ({ taskArn, stoppedAt })
    const tasks = tasksOf(
      list(one, two),
      describeTasks([one], at(one, '2026-03-01T14:02:00Z')),
      describeTasks([two], at(two, '2026-03-01T14:01:00Z')),
    )
    expect(tasks).toMatchObject({ known: true, value: [{ id: '2' }, { id: '1' }] })
  })

  it('are not known when one of them was not described', () => {
    expect(tasksOf(list(one, two), describeTasks([one], { taskArn: one }))).toMatchObject({ known: false, gap: 'notCollected' })
    const refusal = refused('ecs:DescribeTasks', { cluster: 'prod', tasks: [two] })
    expect(tasksOf(list(one, two), describeTasks([one], { taskArn: one }), refusal)).toMatchObject({
      known: false,
      gap: 'denied',
    })
  })

  it('leave out what ECS has forgotten meanwhile', () => {
    expect(tasksOf(list(one, two), describeTasks([one, two], { taskArn: one }))).toMatchObject({
      known: true,
      value: [{ id: '1' }],
    })
  })

  it.each([
    [
      'out-of-memory',
      {
        stopCode: 'EssentialContainerExited',
        containers: [{ exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }],
      },
    ],
    ['out-of-memory', { stopCode: 'TaskFailedToStart', stoppedReason: 'OutOfMemory' }],
    ['crashed', { stopCode: 'EssentialContainerExited', containers: [{ exitCode: 0 }, { exitCode: 1 }] }],
    ['crashed', { stopCode: 'EssentialContainerExited', containers: [{ exitCode: 137 }] }],
    ['other', { stopCode: 'EssentialContainerExited', containers: [{ exitCode: 0 }] }],
    [
      'failed-health-check',
      {
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: 'Task failed ELB health checks in (target-group arn:x)',
        containers: [{ exitCode: 143 }],
      },
    ],
    ['failed-health-check', { stoppedReason: 'Task failed container health checks' }],
    [
      'replaced',
      {
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1)',
        containers: [{ exitCode: 143 }],
      },
    ],
    ['start-failed', { stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError: no such image' }],
    ['other', { stopCode: 'UserInitiated', stoppedReason: 'by alice' }],
    ['other', {}],
  ])('%s: %j', (cause, fields) => {
    expect(task(fields)).toMatchObject({ cause })
  })

  it('keep the provider’s words, exit codes and addresses', () => {
    const found = task({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      startedAt: '2026-03-01T13:00:00Z',
      containers: [
        { exitCode: 1, reason: 'boom', networkInterfaces: [{ privateIpv4Address: '10.0.0.1', ipv6Address: '2001:db8::1' }] },
      ],
      attachments: [
        {
          details: [
            { name: 'subnetId', value: 'subnet-1' },
            { name: 'privateIPv4Address', value: '10.0.0.1' },
          ],
        },
      ],
    })
    expect(found).toEqual({
      id: '1',
      addresses: ['10.0.0.1', '2001:db8::1'],
      startedAt: '2026-03-01T13:00:00.000Z',
      stoppingAt: null,
      stoppedAt: null,
      cause: 'crashed',
      providerReason: 'EssentialContainerExited: Essential container in task exited: boom',
      exitCodes: [1],
    })
  })
})
