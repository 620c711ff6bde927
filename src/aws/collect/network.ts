/** The network between the load balancer and its targets: the VPC's own tables first, then what their rules and routes refer to. */
import type { Ask } from '../ask.ts'
import type { Ends } from './ends.ts'
import { readReferences } from './references.ts'

/** Reads the network of a VPC. The whole VPC is listed at once instead of waiting for the ids of what is involved. */
export async function readNetwork(ask: Ask, vpcId: string, account: string | null, ends: Promise<Ends>): Promise<void> {
  const ofVpc = { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }
  const routeTables = ask('ec2:DescribeRouteTables', ofVpc)
  const securityGroups = ask('ec2:DescribeSecurityGroups', ofVpc)
  await Promise.all([
    ask('ec2:DescribeVpcs', ofVpc),
    ask('ec2:DescribeSubnets', ofVpc),
    ask('ec2:DescribeNetworkAcls', ofVpc),
    ends.then((known) => readReferences(ask, { ...known, account, routeTables, securityGroups })),
  ])
}

/** Reads the balancer's own interfaces, which carry the end of its ARN as their description. */
export async function readNodes(ask: Ask, balancerArn: string): Promise<void> {
  const name = balancerArn.slice(balancerArn.indexOf(':loadbalancer/') + ':loadbalancer/'.length)
  await ask('ec2:DescribeNetworkInterfaces', { Filters: [{ Name: 'description', Values: [`ELB ${name}`] }] })
}
