/** The built command against moto's server, an independent imitation of AWS: a second opinion on what the fake next door says. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import * as ec2 from '@aws-sdk/client-ec2'
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../src/core/diagnosis.ts'
import { clientsOf } from '../fakes/aws/clients.ts'
import { runCli } from '../fakes/run-cli.ts'
import { worldRegion } from '../scenarios/world.ts'

let server: ChildProcess | null = null
let url: string | null = null

beforeAll(async () => {
  server = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], { stdio: ['ignore', 'ignore', 'pipe'] })
  url = await addressOf(server)
})

afterAll(() => {
  server?.kill()
})

/** Where the server listens; null when there is no such command, or it cannot run. */
function addressOf(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    child.on('error', () => resolve(null))
    child.on('exit', () => resolve(null))
    if (child.stderr === null) return resolve(null)
    createInterface({ input: child.stderr }).on('line', (line) => {
      const address = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1]
      if (address !== undefined) resolve(address)
    })
  })
}

interface Built {
  readonly groupArn: string
  readonly instanceIds: readonly string[]
}

/** A load balancer in two zones, forwarding to two instances. */
async function build(endpoint: string): Promise<Built> {
  const clients = clientsOf(endpoint)
  const { Vpc } = await clients.ec2.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))
  const VpcId = Vpc?.VpcId ?? ''
  const subnets = await Promise.all(
    ['a', 'b'].map((zone, index) =>
      clients.ec2.send(
        new ec2.CreateSubnetCommand({ VpcId, CidrBlock: `10.0.${index}.0/24`, AvailabilityZone: `${worldRegion}${zone}` }),
      ),
    ),
  )
  const subnetIds = subnets.map(({ Subnet }) => Subnet?.SubnetId ?? '')
  const securityGroup = async (GroupName: string): Promise<string> => {
    const made = await clients.ec2.send(new ec2.CreateSecurityGroupCommand({ GroupName, Description: GroupName, VpcId }))
    return made.GroupId ?? ''
  }
  const [balancerGroup, appGroup] = [await securityGroup('lb'), await securityGroup('app')]
  await clients.ec2.send(
    new ec2.AuthorizeSecurityGroupIngressCommand({
      GroupId: appGroup,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, UserIdGroupPairs: [{ GroupId: balancerGroup }] }],
    }),
  )
  const { Images } = await clients.ec2.send(new ec2.DescribeImagesCommand({ MaxResults: 5 }))
  const { Instances = [] } = await clients.ec2.send(
    new ec2.RunInstancesCommand({
      ImageId: Images?.[0]?.ImageId,
      MinCount: 2,
      MaxCount: 2,
      SubnetId: subnetIds[0],
      SecurityGroupIds: [appGroup],
    }),
  )
  const instanceIds = Instances.map(({ InstanceId }) => InstanceId ?? '')
  const { LoadBalancers } = await clients.elb.send(
    new elb.CreateLoadBalancerCommand({
      Name: 'shop',
      Scheme: 'internet-facing',
      Subnets: subnetIds,
      SecurityGroups: [balancerGroup],
    }),
  )
  const { TargetGroups } = await clients.elb.send(
    new elb.CreateTargetGroupCommand({ Name: 'web', Protocol: 'HTTP', Port: 8080, VpcId, TargetType: 'instance' }),
  )
  const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? ''
  await clients.elb.send(
    new elb.CreateListenerCommand({
      LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  )
  await clients.elb.send(new elb.RegisterTargetsCommand({ TargetGroupArn, Targets: instanceIds.map((Id) => ({ Id })) }))
  return { groupArn: TargetGroupArn, instanceIds }
}

describe('lb502 aws --tg against moto', () => {
  it('finds nothing failing behind a balancer whose instances run, and the cause when they stop', async (context) => {
    if (url === null) {
      const note = 'SKIPPED: moto_server is not on the PATH or does not start'
      process.stderr.write(`${note}\n`)
      return context.skip(note)
    }
    const endpoint = url
    const { groupArn, instanceIds } = await build(endpoint)
    const diagnose = async (): Promise<{ readonly code: number | null; readonly diagnosis: Diagnosis }> => {
      const environment = { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'fake', AWS_SECRET_ACCESS_KEY: 'fake' }
      const { code, stdout, stderr } = await runCli(['aws', '--tg', groupArn, '--json'], { environment })
      expect(stderr).toBe('')
      return { code, diagnosis: JSON.parse(stdout) as Diagnosis }
    }

    const before = await diagnose()
    // moto knows no CloudTrail lookups, which may cost the clear verdict; it must not make a failing one.
    expect([0, 3]).toContain(before.code)
    expect(before.diagnosis.causes).toEqual([])
    expect(before.diagnosis.blindSpots.map(({ what }) => what)).not.toContain('security groups')

    await clientsOf(endpoint).ec2.send(new ec2.StopInstancesCommand({ InstanceIds: [...instanceIds] }))
    const after = await diagnose()
    expect(after.code).toBe(1)
    expect(after.diagnosis.causes[0]).toMatchObject({ id: 'backend-stopped', certainty: 'proven' })
  })
})
