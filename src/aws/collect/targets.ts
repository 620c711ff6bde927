/** The machines and the network interfaces behind the registered targets. */
import type { Answer } from '../../collect/answer.ts'
import type { Ask } from '../ask.ts'
import type { CallInput, CallOutput } from '../call-types.ts'
import { chunks, filterValues } from './chunks.ts'
import type { PoolFlow } from './pools.ts'

type Reservation = NonNullable<CallOutput<'ec2:DescribeInstances'>['Reservations']>[number]
export type Instance = NonNullable<Reservation['Instances']>[number]
type Filter = NonNullable<CallInput<'ec2:DescribeNetworkInterfaces'>['Filters']>[number]
export type Interface = NonNullable<CallOutput<'ec2:DescribeNetworkInterfaces'>['NetworkInterfaces']>[number]

/** What could be read of the machines and interfaces of all groups together. */
export interface TargetsFlow {
  readonly instances: Promise<readonly Instance[]>
  readonly interfaces: Promise<readonly Interface[]>
}

/** Reads instances by id and interfaces by address, each once however many groups it is registered in. */
export function readTargets(ask: Ask, pools: readonly PoolFlow[], vpcId: Promise<string | null>): TargetsFlow {
  const ids = together(pools.map(({ targetIds }) => targetIds))
  const outside = together(pools.map(({ outsideIds }) => outsideIds))
  return {
    instances: ids.then((all) => readInstances(ask, all.filter(isInstance))),
    interfaces: ids.then(async (all) => {
      const addresses = all.filter(isAddress)
      if (addresses.length === 0) return []
      const beyond = (await outside).filter(isAddress)
      const vpc = await vpcId
      const found = await Promise.all([
        vpc === null ? [] : readInterfaces(ask, addresses, { Name: 'vpc-id', Values: [vpc] }),
        // A peered VPC may own what lies outside this one.
        readInterfaces(ask, beyond),
      ])
      return found.flat()
    }),
  }
}

async function together(ids: readonly Promise<readonly string[]>[]): Promise<readonly string[]> {
  return [...new Set((await Promise.all(ids)).flat())].sort()
}

/** Whether a target id is that of a machine. */
export function isInstance(id: string): boolean {
  return /^i-/.test(id)
}

function isAddress(id: string): boolean {
  return /^[0-9a-f.:]+$/i.test(id)
}

/** By filter and not by id: one id that is gone would make the whole call fail. */
async function readInstances(ask: Ask, ids: readonly string[]): Promise<readonly Instance[]> {
  const answers = await Promise.all(
    chunks(ids, filterValues).map((values) =>
      ask('ec2:DescribeInstances', { Filters: [{ Name: 'instance-id', Values: [...values] }] }),
    ),
  )
  return outputs(answers).flatMap(({ Reservations }) => (Reservations ?? []).flatMap(({ Instances }) => Instances ?? []))
}

async function readInterfaces(
  ask: Ask,
  addresses: readonly string[],
  ...within: readonly Filter[]
): Promise<readonly Interface[]> {
  const families = [
    { Name: 'addresses.private-ip-address', addresses: addresses.filter((address) => !address.includes(':')) },
    { Name: 'ipv6-addresses.ipv6-address', addresses: addresses.filter((address) => address.includes(':')) },
  ]
  const answers = await Promise.all(
    families.flatMap((family) =>
      chunks(family.addresses, filterValues).map((values) =>
        ask('ec2:DescribeNetworkInterfaces', { Filters: [...within, { Name: family.Name, Values: [...values] }] }),
      ),
    ),
  )
  return outputs(answers).flatMap(({ NetworkInterfaces }) => NetworkInterfaces ?? [])
}

/** What the answers that came hold; what the others would have held stays a gap in the evidence. */
function outputs<Output>(answers: readonly Answer<Output>[]): readonly Output[] {
  return answers.flatMap((answer) => (answer.ok ? [answer.output] : []))
}

/** Security groups that the targets' interfaces carry: a registered instance receives on its primary interface. */
export function groupsOfTargets(instances: readonly Instance[], interfaces: readonly Interface[]): readonly string[] {
  const primaries = instances.map(
    ({ NetworkInterfaces }) => NetworkInterfaces?.find(({ Attachment }) => Attachment?.DeviceIndex === 0)?.Groups,
  )
  const groups = [
    ...instances.flatMap(({ SecurityGroups }, index) => primaries[index] ?? SecurityGroups ?? []),
    ...interfaces.flatMap(({ Groups }) => Groups ?? []),
  ]
  return [...new Set(groups.flatMap(({ GroupId }) => GroupId ?? []))].sort()
}

/** Subnets that the targets lie in. */
export function subnetsOfTargets(instances: readonly Instance[], interfaces: readonly Interface[]): readonly string[] {
  return [...new Set([...instances, ...interfaces].flatMap(({ SubnetId }) => SubnetId ?? []))].sort()
}
