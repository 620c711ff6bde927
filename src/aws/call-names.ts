/**
 * Every AWS action lb502 uses, with what a human calls its answer. Plain data without any SDK, so that saved evidence can be
 * judged, and the policy printed, without loading one.
 */
import type { Source } from '../core/fact.ts'

export interface CallInfo {
  /** What a reader would call the answer: `security groups`. */
  readonly what: string
  /** The IAM action that allows the call. */
  readonly permission: string
}

const infos = {
  'elasticloadbalancing:DescribeTargetGroups': { what: 'target groups' },
  'elasticloadbalancing:DescribeTargetHealth': { what: 'target health' },
  'elasticloadbalancing:DescribeTargetGroupAttributes': { what: 'target group attributes' },
  'elasticloadbalancing:DescribeLoadBalancers': { what: 'load balancers' },
  'elasticloadbalancing:DescribeLoadBalancerAttributes': { what: 'load balancer attributes' },
  'elasticloadbalancing:DescribeListeners': { what: 'listeners' },
  'elasticloadbalancing:DescribeRules': { what: 'listener rules' },
  'elasticloadbalancing:DescribeTags': { what: 'tags of load balancers' },
  'ec2:DescribeRegions': { what: 'regions' },
  'ec2:DescribeInstances': { what: 'instances' },
  'ec2:DescribeNetworkInterfaces': { what: 'network interfaces' },
  'ec2:DescribeSecurityGroups': { what: 'security groups' },
  'ec2:DescribeNetworkAcls': { what: 'network ACLs' },
  'ec2:DescribeRouteTables': { what: 'route tables' },
  'ec2:DescribeSubnets': { what: 'subnets' },
  'ec2:DescribeVpcs': { what: 'VPCs' },
  'ec2:DescribeVpcPeeringConnections': { what: 'VPC peering connections' },
  'ec2:GetManagedPrefixListEntries': { what: 'prefix list entries' },
  'cloudwatch:GetMetricData': { what: 'metrics' },
  'lambda:GetFunctionConfiguration': { what: 'function configuration' },
  'lambda:GetFunctionConcurrency': { what: 'function concurrency' },
  'lambda:GetPolicy': { what: 'function policy' },
  'ecs:ListClusters': { what: 'ECS clusters' },
  'ecs:ListServices': { what: 'ECS service names' },
  'ecs:DescribeServices': { what: 'ECS services' },
  'ecs:ListTasks': { what: 'stopped ECS task names' },
  'ecs:DescribeTasks': { what: 'stopped ECS tasks' },
  'ecs:DescribeTaskDefinition': { what: 'ECS task definition' },
  'cloudtrail:LookupEvents': { what: 'recent changes' },
  'logs:DescribeDeliverySources': { what: 'log delivery sources' },
  'logs:DescribeDeliveries': { what: 'log deliveries' },
  'logs:DescribeDeliveryDestinations': { what: 'log delivery destinations' },
  'logs:FilterLogEvents': { what: 'log events' },
  'logs:StartQuery': { what: 'counts of log events' },
  'logs:GetQueryResults': { what: 'results of log queries' },
  'logs:StopQuery': { what: 'the end of log queries that are no longer wanted' },
  's3:ListObjectsV2': { what: 'log objects', permission: 's3:ListBucket' },
  's3:GetObject': { what: 'log object contents' },
} as const

/** Only where Athena is asked for by name: it writes the results of its queries, and reads them back from where it wrote them. */
const athenaInfos = {
  'athena:StartQueryExecution': { what: 'counts of the log table' },
  'athena:GetQueryExecution': { what: 'state of the query' },
  'athena:GetQueryResults': { what: 'results of the query' },
  'athena:StopQueryExecution': { what: 'the end of queries that are no longer wanted' },
  'glue:GetTable': { what: 'columns and place of the log table' },
  's3:PutObject': { what: 'nothing: Athena writes the results' },
} as const

/** An action lb502 uses, as IAM and the API name it: `elasticloadbalancing:DescribeTargetHealth`. */
export type CallName = keyof typeof infos | keyof typeof athenaInfos

/** Every action that any run may use, in the order of the table. All of them only read. */
export const callNames: readonly CallName[] = Object.keys(infos) as CallName[]

/** Those that `--logs athena:` needs besides. */
export const athenaCallNames: readonly CallName[] = Object.keys(athenaInfos) as CallName[]

/** What an action reveals, and the permission it needs: the action itself unless IAM names it differently. */
export function callInfo(name: CallName): CallInfo {
  const info: { readonly what: string; readonly permission?: string } = { ...infos, ...athenaInfos }[name]
  return { what: info.what, permission: info.permission ?? name }
}

/** The Source a fact cites when it was read with this action; `what` narrows the wording where one call serves several facts. */
export function sourceOf(name: CallName, what?: string): Source {
  const info = callInfo(name)
  return { what: what ?? info.what, call: name, permission: info.permission }
}
