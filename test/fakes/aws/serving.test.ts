import * as ecs from '@aws-sdk/client-ecs'
import * as lambda from '@aws-sdk/client-lambda'
import { describe, expect, it } from 'vitest'
import { asFunction, changed, withService } from '../../scenarios/changes.ts'
import { shop } from '../../scenarios/shop.ts'
import { start } from './start.ts'

describe('ECS, by the JSON protocol', () => {
  const cluster = 'arn:aws:ecs:eu-central-1:111122223333:cluster/main'
  const task = { id: 't1', address: '10.0.11.10', at: 5, code: 'EssentialContainerExited', reason: 'exited', exitCode: 137 }
  const world = changed(shop, withService([task]))

  it('finds services, their stopped tasks and their definition', async () => {
    const { ecs: client } = await start(world)
    expect((await client.send(new ecs.ListClustersCommand({}))).clusterArns).toEqual([cluster])
    const { serviceArns } = await client.send(new ecs.ListServicesCommand({ cluster: 'main' }))
    const { services, failures } = await client.send(new ecs.DescribeServicesCommand({ cluster, services: serviceArns }))
    expect([services, failures]).toEqual([world.services, []])
    const stopped = { cluster, serviceName: 'web', desiredStatus: 'STOPPED' } as const
    const { taskArns } = await client.send(new ecs.ListTasksCommand(stopped))
    expect((await client.send(new ecs.DescribeTasksCommand({ cluster, tasks: taskArns }))).tasks).toEqual(world.stoppedTasks)
    const other = await client.send(new ecs.ListTasksCommand({ ...stopped, serviceName: 'other' }))
    const runningOnes = await client.send(new ecs.ListTasksCommand({ cluster, serviceName: 'web' }))
    expect([other.taskArns, runningOnes.taskArns]).toEqual([[], []])
    const taskDefinition = services?.[0]?.taskDefinition
    const described = await client.send(new ecs.DescribeTaskDefinitionCommand({ taskDefinition }))
    expect(described.taskDefinition).toEqual(world.taskDefinitions[String(taskDefinition)])
  })

  it('tells of what is missing, and refuses what it cannot take', async () => {
    const { ecs: client } = await start(world)
    const { failures } = await client.send(new ecs.DescribeServicesCommand({ cluster, services: ['gone'] }))
    expect(failures).toEqual([{ arn: 'gone', reason: 'MISSING' }])
    const eleven = Array.from({ length: 11 }, (_, index) => `s${index}`)
    const many = client.send(new ecs.DescribeServicesCommand({ cluster, services: eleven }))
    await expect(many).rejects.toBeInstanceOf(ecs.InvalidParameterException)
    const elsewhere = client.send(new ecs.ListServicesCommand({ cluster: 'gone' }))
    await expect(elsewhere).rejects.toBeInstanceOf(ecs.ClusterNotFoundException)
  })
})

describe('Lambda, by the REST-JSON protocol', () => {
  const world = changed(shop, asFunction('LambdaUnhandled', 1, 0.1, { concurrency: 7 }))
  const [FunctionName = ''] = Object.keys(world.functions)

  it('tells of a function', async () => {
    const { lambda: client, fake } = await start(world)
    const configuration = await client.send(new lambda.GetFunctionConfigurationCommand({ FunctionName, Qualifier: 'live' }))
    expect(configuration).toMatchObject(world.functions[FunctionName]?.configuration ?? {})
    const { Policy } = await client.send(new lambda.GetPolicyCommand({ FunctionName }))
    expect(Policy).toBe(world.functions[FunctionName]?.policy)
    const { ReservedConcurrentExecutions } = await client.send(new lambda.GetFunctionConcurrencyCommand({ FunctionName }))
    expect(ReservedConcurrentExecutions).toBe(7)
    expect(fake.requests[0]?.input).toEqual({ FunctionName, Qualifier: 'live' })
  })

  it('refuses one that is not there', async () => {
    const { lambda: client } = await start(world)
    const asked = client.send(new lambda.GetPolicyCommand({ FunctionName: 'gone' }))
    await expect(asked).rejects.toBeInstanceOf(lambda.ResourceNotFoundException)
  })
})
