/** The load balancer: what it is, its attributes, its listeners and their rules. */
import type { Answer } from '../../collect/answer.ts'
import type { Ask } from '../ask.ts'
import type { CallOutput } from '../call-types.ts'

type LoadBalancer = NonNullable<CallOutput<'elasticloadbalancing:DescribeLoadBalancers'>['LoadBalancers']>[number]
type BalancerAnswer = Answer<CallOutput<'elasticloadbalancing:DescribeLoadBalancers'>>
type Action = NonNullable<
  NonNullable<CallOutput<'elasticloadbalancing:DescribeListeners'>['Listeners']>[number]['DefaultActions']
>[number]

/** A load balancer that is being read. */
export interface BalancerFlow {
  readonly arn: string
  readonly answer: Promise<BalancerAnswer>
  /** Null when it could not be read. */
  readonly balancer: Promise<LoadBalancer | null>
  /** Attributes by key; null when they could not be read. */
  readonly settings: Promise<Readonly<Record<string, string>> | null>
  /** Target groups that any listener or rule forwards to, in ascending order: those that could be read. */
  readonly forwardsTo: Promise<readonly string[]>
  readonly done: Promise<unknown>
}

/** Asks everything about a load balancer. `described`: the balancer itself was read already, to find its ARN. */
export function readBalancer(ask: Ask, arn: string, described?: BalancerAnswer): BalancerFlow {
  // The attributes say where the logs are, and reading logs takes longest: they go out first.
  const attributes = ask('elasticloadbalancing:DescribeLoadBalancerAttributes', { LoadBalancerArn: arn })
  const answer = described
    ? Promise.resolve(described)
    : ask('elasticloadbalancing:DescribeLoadBalancers', { LoadBalancerArns: [arn] })
  const forwardsTo = readListeners(ask, arn)
  return {
    arn,
    answer,
    balancer: answer.then((it) => (it.ok ? (it.output.LoadBalancers?.find((one) => one.LoadBalancerArn === arn) ?? null) : null)),
    settings: attributes.then((it) => {
      if (!it.ok) return null
      const pairs = it.output.Attributes ?? []
      return Object.fromEntries(pairs.flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? '']])))
    }),
    forwardsTo,
    done: Promise.all([answer, attributes, forwardsTo]),
  }
}

async function readListeners(ask: Ask, arn: string): Promise<readonly string[]> {
  const listeners = await ask('elasticloadbalancing:DescribeListeners', { LoadBalancerArn: arn })
  if (!listeners.ok) return []
  const found = await Promise.all(
    (listeners.output.Listeners ?? []).map(async ({ ListenerArn, DefaultActions }) => {
      const rules = await ask('elasticloadbalancing:DescribeRules', { ListenerArn })
      const ruleActions = rules.ok ? (rules.output.Rules ?? []).flatMap(({ Actions }) => Actions ?? []) : []
      return [...(DefaultActions ?? []), ...ruleActions].flatMap(groupsOf)
    }),
  )
  return [...new Set(found.flat())].sort()
}

function groupsOf({ TargetGroupArn, ForwardConfig }: Action): readonly string[] {
  const weighted = (ForwardConfig?.TargetGroups ?? []).flatMap((group) => group.TargetGroupArn ?? [])
  return TargetGroupArn === undefined ? weighted : [TargetGroupArn, ...weighted]
}
