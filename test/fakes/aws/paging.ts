/** Which calls page, how large a page may be asked for, and what is refused about it. */
import type { Input } from './answers/index.ts'
import { textsOf } from './answers/input.ts'
import { Refusal } from './refusals.ts'

interface Paging {
  /** The list that is cut into pages. */
  readonly items: string
  /** Input member that takes a token, output member that gives the next. */
  readonly tokens: readonly [asked: string, next: string]
  /** Input member that limits a page, and its bounds; null when there is none. */
  readonly limit: readonly [member: string, least: number, most: number] | null
  /** Input members that list ids, which the limit cannot be combined with. */
  readonly alone?: string
}

const elb = (items: string): Paging => ({ items, tokens: ['Marker', 'NextMarker'], limit: ['PageSize', 1, 400] })
const ec2 = (items: string, least = 5, most = 1000): Paging => ({
  items,
  tokens: ['NextToken', 'NextToken'],
  limit: ['MaxResults', least, most],
})
const logs = (items: string): Paging => ({ items, tokens: ['nextToken', 'nextToken'], limit: ['limit', 1, 50] })
const ecs = (items: string): Paging => ({ items, tokens: ['nextToken', 'nextToken'], limit: ['maxResults', 1, 100] })

const pagings: Readonly<Record<string, Paging>> = {
  'elasticloadbalancing:DescribeTargetGroups': elb('TargetGroups'),
  'elasticloadbalancing:DescribeLoadBalancers': elb('LoadBalancers'),
  'elasticloadbalancing:DescribeListeners': elb('Listeners'),
  'elasticloadbalancing:DescribeRules': elb('Rules'),
  'ec2:DescribeInstances': { ...ec2('Reservations'), alone: 'InstanceIds' },
  'ec2:DescribeNetworkInterfaces': { ...ec2('NetworkInterfaces'), alone: 'NetworkInterfaceIds' },
  'ec2:DescribeSecurityGroups': ec2('SecurityGroups'),
  'ec2:DescribeNetworkAcls': ec2('NetworkAcls'),
  'ec2:DescribeRouteTables': ec2('RouteTables', 5, 100),
  'ec2:DescribeSubnets': ec2('Subnets'),
  'ec2:DescribeVpcs': ec2('Vpcs'),
  'ec2:DescribeVpcPeeringConnections': ec2('VpcPeeringConnections'),
  'ec2:GetManagedPrefixListEntries': ec2('Entries', 1, 100),
  'cloudwatch:GetMetricData': { items: 'MetricDataResults', tokens: ['NextToken', 'NextToken'], limit: null },
  'cloudtrail:LookupEvents': { items: 'Events', tokens: ['NextToken', 'NextToken'], limit: ['MaxResults', 1, 50] },
  'logs:DescribeDeliverySources': logs('deliverySources'),
  'logs:DescribeDeliveries': logs('deliveries'),
  'logs:DescribeDeliveryDestinations': logs('deliveryDestinations'),
  'logs:FilterLogEvents': { items: 'events', tokens: ['nextToken', 'nextToken'], limit: ['limit', 1, 10_000] },
  'ecs:ListClusters': ecs('clusterArns'),
  'ecs:ListServices': ecs('serviceArns'),
  'ecs:ListTasks': ecs('taskArns'),
  's3:ListObjectsV2': { items: 'Contents', tokens: ['ContinuationToken', 'NextContinuationToken'], limit: ['MaxKeys', 0, 1000] },
}

type Output = Readonly<Record<string, unknown>>

/** The page of a whole output that the input asks for; at most `forced` items where that is given. */
export function pageOf(call: string, output: Output, input: Input, forced: number | null): Output {
  const paging = pagings[call]
  if (paging === undefined || output[paging.items] === undefined) return output
  const size = Math.min(sizeAsked(paging, input) ?? Number.POSITIVE_INFINITY, forced ?? Number.POSITIVE_INFINITY)
  const all = pieces(call, (output[paging.items] ?? []) as readonly unknown[], forced)
  const place = placeOf(input[paging.tokens[0]])
  // A search that found nothing yet answers with an empty page and goes on.
  const isStillSearching = call === 'logs:FilterLogEvents' && place === null && forced !== null
  const from = place ?? 0
  const to = isStillSearching ? 0 : from + size
  const next = to < all.length ? { [paging.tokens[1]]: tokenOf(to) } : {}
  const items = all.slice(from, to)
  return { ...output, [paging.items]: items, ...next, ...(call === 's3:ListObjectsV2' ? keysOf(items, to < all.length) : {}) }
}

function sizeAsked({ limit, alone }: Paging, input: Input): number | null {
  const [member, least, most] = limit ?? ['', 0, 0]
  const asked = input[member]
  if (asked === undefined) return null
  if (alone !== undefined && textsOf(input[alone]).length > 0) {
    throw new Refusal('InvalidParameterCombination', `The parameter ${alone} cannot be used with the parameter ${member}`)
  }
  if (Number(asked) >= least && Number(asked) <= most) return Number(asked)
  const code = member === 'MaxResults' ? 'InvalidParameterValue' : 'ValidationError'
  throw new Refusal(
    code,
    `Value ( ${String(asked)} ) for parameter ${member} is invalid. Expecting a value from ${least} to ${most}.`,
  )
}

/** Tokens are opaque to clients and bound to nothing they could guess. */
function tokenOf(place: number): string {
  return Buffer.from(`from item ${place}`).toString('base64url')
}

function placeOf(token: unknown): number | null {
  if (token === undefined) return null
  const place = /^from item (\d+)$/.exec(Buffer.from(String(token), 'base64url').toString())?.[1]
  if (place === undefined) throw new Refusal('InvalidParameterValue', 'The pagination token is invalid.')
  return Number(place)
}

function keysOf(items: readonly unknown[], isTruncated: boolean): Output {
  return { KeyCount: items.length, IsTruncated: isTruncated }
}

/** A metric with many points comes back on several pages: all but the last one are partial. */
function pieces(call: string, items: readonly unknown[], forced: number | null): readonly unknown[] {
  if (call !== 'cloudwatch:GetMetricData' || forced === null) return items
  return items.flatMap((item) => {
    const result = item as { readonly Timestamps: readonly unknown[]; readonly Values: readonly unknown[] }
    const half = Math.ceil(result.Values.length / 2)
    if (result.Values.length < 2) return [item]
    return [
      {
        ...result,
        StatusCode: 'PartialData',
        Timestamps: result.Timestamps.slice(0, half),
        Values: result.Values.slice(0, half),
      },
      { ...result, Timestamps: result.Timestamps.slice(half), Values: result.Values.slice(half) },
    ]
  })
}
