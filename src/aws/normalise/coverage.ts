/** Telling from a call's input what it would have listed: silence about an object means something only then. */

/** Properties of an object by the names that EC2 filters use: `vpc-id`, `addresses.private-ip-address`. */
export type Properties = Readonly<Record<string, string | null>>

/** Whether a call listed an object with certain properties, had it existed. */
export type Coverage = (properties: Properties) => boolean

/** Input fields that narrow a listing, and the property that each is about. */
const narrowing: Readonly<Record<string, string>> = {
  TargetGroupArns: 'target-group-arn',
  LoadBalancerArns: 'load-balancer-arn',
  LoadBalancerArn: 'load-balancer-arn',
  Names: 'name',
  InstanceIds: 'instance-id',
  NetworkInterfaceIds: 'network-interface-id',
  GroupIds: 'group-id',
  GroupNames: 'group-name',
  SubnetIds: 'subnet-id',
  VpcIds: 'vpc-id',
  NetworkAclIds: 'network-acl-id',
  RouteTableIds: 'route-table-id',
  VpcPeeringConnectionIds: 'vpc-peering-connection-id',
}

/**
 * Reads what an input narrows its listing to. An object is covered when each narrowing names the value that it has; a narrowing
 * by a property that is not known of it leaves it uncovered.
 */
export function coverageOf(input: unknown): Coverage {
  const conditions = conditionsOf(input)
  return (properties) =>
    conditions.every(({ property, values }) => {
      const value = properties[property] ?? null
      return value !== null && values.has(value)
    })
}

interface Condition {
  readonly property: string
  readonly values: ReadonlySet<unknown>
}

function conditionsOf(input: unknown): readonly Condition[] {
  return entriesOf(input).flatMap(([field, value]) => {
    if (field === 'Filters') return listOf(value).map(filterCondition)
    const property = Object.hasOwn(narrowing, field) ? narrowing[field] : undefined
    return property === undefined || value === undefined ? [] : [{ property, values: new Set(listOf(value)) }]
  })
}

function filterCondition(filter: unknown): Condition {
  const { Name, Values } = Object.fromEntries(entriesOf(filter))
  return { property: String(Name), values: new Set(listOf(Values)) }
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}
