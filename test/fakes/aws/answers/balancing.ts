import type { Item, World } from '../../../scenarios/world.ts'
import { Refusal } from '../refusals.ts'
import type { Answer, Answers, Input } from './index.ts'
import { textsOf } from './input.ts'

/** Load balancers, listeners, rules, target groups and their health. */
export function balancing(world: World): Answers {
  const balancer = (arn: unknown) => oneOf(world.loadBalancers, 'LoadBalancerArn', arn, noBalancer)
  const group = (arn: unknown) => oneOf(world.targetGroups, 'TargetGroupArn', arn, noGroup)

  const targetGroups: Answer = (input) => {
    const { LoadBalancerArn } = input
    onlyOneOf(input, 'LoadBalancerArn', 'TargetGroupArns', 'Names')
    if (LoadBalancerArn === undefined) return { TargetGroups: chosen(world.targetGroups, input, 'TargetGroup', noGroup) }
    balancer(LoadBalancerArn)
    const isBehind = (one: Item) => Array.isArray(one.LoadBalancerArns) && one.LoadBalancerArns.includes(LoadBalancerArn)
    return { TargetGroups: world.targetGroups.filter(isBehind) }
  }

  return {
    'elasticloadbalancing:DescribeTargetGroups': targetGroups,
    'elasticloadbalancing:DescribeTargetHealth': ({ TargetGroupArn }) => {
      group(TargetGroupArn)
      return { TargetHealthDescriptions: world.targetHealth[String(TargetGroupArn)] ?? [] }
    },
    'elasticloadbalancing:DescribeTargetGroupAttributes': ({ TargetGroupArn }) => {
      group(TargetGroupArn)
      return attributesOf(world, TargetGroupArn)
    },
    'elasticloadbalancing:DescribeLoadBalancers': (input) => {
      onlyOneOf(input, 'LoadBalancerArns', 'Names')
      return { LoadBalancers: chosen(world.loadBalancers, input, 'LoadBalancer', noBalancer) }
    },
    'elasticloadbalancing:DescribeLoadBalancerAttributes': ({ LoadBalancerArn }) => {
      balancer(LoadBalancerArn)
      return attributesOf(world, LoadBalancerArn)
    },
    'elasticloadbalancing:DescribeTags': (input) => ({
      TagDescriptions: textsOf(input.ResourceArns).map((arn) => {
        balancer(arn)
        return { ResourceArn: arn, Tags: Object.entries(world.tags?.[arn] ?? {}).map(([Key, Value]) => ({ Key, Value })) }
      }),
    }),
    'elasticloadbalancing:DescribeListeners': ({ LoadBalancerArn }) => {
      balancer(LoadBalancerArn)
      return { Listeners: world.listeners[String(LoadBalancerArn)] ?? [] }
    },
    'elasticloadbalancing:DescribeRules': ({ ListenerArn }) => {
      const rules = world.rules[String(ListenerArn)]
      if (rules === undefined) throw new Refusal('ListenerNotFoundException', 'One or more listeners not found')
      return { Rules: rules }
    },
  }
}

const noBalancer = (): Refusal => new Refusal('LoadBalancerNotFoundException', 'One or more load balancers not found')
const noGroup = (): Refusal => new Refusal('TargetGroupNotFoundException', 'One or more target groups not found')
const mostArns = 20

function oneOf(all: readonly Item[], field: string, arn: unknown, missing: () => Refusal): Item {
  const found = all.find((one) => one[field] === arn)
  if (found === undefined) throw missing()
  return found
}

/** By ARN, by name, or all of them; each that is asked for must exist. */
function chosen(all: readonly Item[], input: Input, kind: string, missing: () => Refusal): readonly Item[] {
  const arns = textsOf(input[`${kind}Arns`])
  const names = textsOf(input.Names)
  if (arns.length > mostArns) throw new Refusal('ValidationError', `The number of ARNs is limited to ${mostArns}`)
  if (arns.length > 0) return arns.map((arn) => oneOf(all, `${kind}Arn`, arn, missing))
  if (names.length > 0) return names.map((name) => oneOf(all, `${kind}Name`, name, missing))
  return all
}

function onlyOneOf(input: Input, ...fields: readonly string[]): void {
  const given = fields.filter((field) => input[field] !== undefined && textsOf(input[field]).length > 0)
  if (given.length > 1) throw new Refusal('ValidationError', `Only one of ${given.join(', ')} may be specified`)
}

function attributesOf(world: World, arn: unknown): unknown {
  return { Attributes: Object.entries(world.attributes[String(arn)] ?? {}).map(([Key, Value]) => ({ Key, Value })) }
}
