/** The network between the load balancer and its targets: the VPC's own tables first, then what their rules and routes refer to. */
import type { Ask } from '../ask.ts'
import type { Ends } from './ends.ts'
import { readReferences, type Tables } from './references.ts'

/** Peered VPCs that are read too when targets lie in them. */
const mostPeers = 3

/** Reads the network of a VPC, and of those peered with it that hold targets. */
export async function readNetwork(ask: Ask, vpcId: string, account: string | null, ends: Promise<Ends>): Promise<void> {
  const own = readVpc(ask, vpcId)
  const known = await ends
  const peers = known.targetVpcs.filter((id) => id !== vpcId).slice(0, mostPeers)
  const vpcs = [own, ...peers.map((id) => readVpc(ask, id))]
  await Promise.all([readReferences(ask, { ...known, account, vpcs }), ...vpcs.map(({ done }) => done)])
}

/** The whole VPC is listed at once instead of waiting for the ids of what is involved. */
function readVpc(ask: Ask, vpcId: string): Tables & { readonly done: Promise<unknown> } {
  const ofVpc = { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }
  const routeTables = ask('ec2:DescribeRouteTables', ofVpc)
  const securityGroups = ask('ec2:DescribeSecurityGroups', ofVpc)
  const others = [ask('ec2:DescribeVpcs', ofVpc), ask('ec2:DescribeSubnets', ofVpc), ask('ec2:DescribeNetworkAcls', ofVpc)]
  return { routeTables, securityGroups, done: Promise.all([routeTables, securityGroups, ...others]) }
}

/** Reads the balancer's own interfaces, which carry the end of its ARN as their description. */
export async function readNodes(ask: Ask, balancerArn: string): Promise<void> {
  const name = balancerArn.slice(balancerArn.indexOf(':loadbalancer/') + ':loadbalancer/'.length)
  await ask('ec2:DescribeNetworkInterfaces', { Filters: [{ Name: 'description', Values: [`ELB ${name}`] }] })
}
