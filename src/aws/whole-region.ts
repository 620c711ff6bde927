/**
 * What many runs ask about one load balancer each can be listed once for the region and handed out. The evidence of each run shows
 * the call that it would have made by itself, with the answer that this call has: evidence is of the same form however it was read.
 */
import type { Answer } from '../collect/answer.ts'
import type { AskableCall, CallInput, CallOutput } from './call-types.ts'

interface Whole<Name extends AskableCall> {
  /** Lists all of the region. */
  readonly input: CallInput<Name>
  /** What of it the narrow call would have given. */
  readonly part: (output: CallOutput<Name>) => CallOutput<Name>
}

type Narrowing<Name extends AskableCall> = (input: CallInput<Name>) => Whole<Name> | null

const narrowings: { readonly [Name in AskableCall]?: Narrowing<Name> } = {
  'elasticloadbalancing:DescribeLoadBalancers': ({ LoadBalancerArns: [arn] = [] }) => {
    if (arn === undefined) return null
    return {
      input: {},
      part: ({ LoadBalancers = [] }) => ({
        LoadBalancers: LoadBalancers.filter(({ LoadBalancerArn }) => LoadBalancerArn === arn),
      }),
    }
  },
  'elasticloadbalancing:DescribeTargetGroups': ({ LoadBalancerArn: arn }) => {
    if (arn === undefined) return null
    return {
      input: {},
      part: ({ TargetGroups = [] }) => ({
        TargetGroups: TargetGroups.filter(({ LoadBalancerArns }) => LoadBalancerArns?.includes(arn)),
      }),
    }
  },
  'ec2:DescribeNetworkInterfaces': ({ Filters: [filter, ...others] = [] }) => {
    const [description, ...more] = filter?.Values ?? []
    const ofBalancer = filter?.Name === 'description' && description?.startsWith('ELB app/')
    if (!ofBalancer || others.length + more.length > 0) return null
    return {
      input: { Filters: [{ Name: 'description', Values: ['ELB app/*'] }] },
      part: ({ NetworkInterfaces = [] }) => ({
        NetworkInterfaces: NetworkInterfaces.filter(({ Description }) => Description === description),
      }),
    }
  },
}

/** The narrow answer out of the wide one; null where the narrow call has to be made: the list is refused, or knows nothing of it. */
export async function fromWhole<Name extends AskableCall>(
  call: Name,
  input: CallInput<Name>,
  read: (input: CallInput<Name>) => Promise<Answer<CallOutput<Name>>>,
): Promise<Answer<CallOutput<Name>> | null> {
  const table: { readonly [Each in AskableCall]?: Narrowing<Each> } = narrowings
  const whole = table[call]?.(input) ?? null
  if (whole === null) return null
  const answer = await read(whole.input)
  if (!answer.ok) return null
  const output = whole.part(answer.output)
  // What came into being a moment ago stands in no list that was read before.
  const isEmpty = Object.values(output).every((items) => Array.isArray(items) && items.length === 0)
  return isEmpty ? null : { ok: true, output }
}
