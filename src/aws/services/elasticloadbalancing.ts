import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { type ClientSettings, type Connection, isClient } from '../connection.ts'

export function connect(
  given: ClientSettings | ElasticLoadBalancingV2Client,
): Connection<'elasticloadbalancing', ElasticLoadBalancingV2Client> {
  // Its calls share one small bucket of tokens, so a balancer with many groups is throttled now and then and must try longer.
  // Adaptive retries are no help: one call that stays throttled slows all others down to seconds.
  const client = isClient(given) ? given : new ElasticLoadBalancingV2Client({ ...given, maxAttempts: given.maxAttempts + 1 })
  return {
    client,
    close: () => client.destroy(),
    senders: {
      'elasticloadbalancing:DescribeTargetGroups': (input, options) =>
        client.send(new DescribeTargetGroupsCommand(input), options),
      'elasticloadbalancing:DescribeTargetHealth': (input, options) =>
        client.send(new DescribeTargetHealthCommand(input), options),
      'elasticloadbalancing:DescribeTargetGroupAttributes': (input, options) =>
        client.send(new DescribeTargetGroupAttributesCommand(input), options),
      'elasticloadbalancing:DescribeLoadBalancers': (input, options) =>
        client.send(new DescribeLoadBalancersCommand(input), options),
      'elasticloadbalancing:DescribeLoadBalancerAttributes': (input, options) =>
        client.send(new DescribeLoadBalancerAttributesCommand(input), options),
      'elasticloadbalancing:DescribeListeners': (input, options) => client.send(new DescribeListenersCommand(input), options),
      'elasticloadbalancing:DescribeRules': (input, options) => client.send(new DescribeRulesCommand(input), options),
      'elasticloadbalancing:DescribeTags': (input, options) => client.send(new DescribeTagsCommand(input), options),
    },
  }
}
