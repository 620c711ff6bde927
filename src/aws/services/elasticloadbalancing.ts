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
import type { ClientSettings, Connection } from '../connection.ts'

export function connect(settings: ClientSettings): Connection<'elasticloadbalancing', ElasticLoadBalancingV2Client> {
  // Its calls share one small bucket of tokens, so a balancer with many groups is throttled now and then and must try longer.
  // Adaptive retries are no help: one call that stays throttled slows all others down to seconds.
  const client = new ElasticLoadBalancingV2Client({ ...settings, maxAttempts: settings.maxAttempts + 1 })
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
