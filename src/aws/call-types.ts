/** What goes into and comes out of each call, as the SDK types it. Types only: nothing here loads an SDK. */
import type { LookupEventsCommandInput, LookupEventsCommandOutput } from '@aws-sdk/client-cloudtrail'
import type { GetMetricDataCommandInput, GetMetricDataCommandOutput } from '@aws-sdk/client-cloudwatch'
import type * as Logs from '@aws-sdk/client-cloudwatch-logs'
import type * as Ec2 from '@aws-sdk/client-ec2'
import type * as Ecs from '@aws-sdk/client-ecs'
import type * as Elb from '@aws-sdk/client-elastic-load-balancing-v2'
import type * as Lambda from '@aws-sdk/client-lambda'
import type { ListObjectsV2CommandInput, ListObjectsV2CommandOutput } from '@aws-sdk/client-s3'
import type { Json } from './json.ts'

/** Input and output of every call that `ask` can make. What the log sources read is streamed instead. */
interface CallTypes {
  'elasticloadbalancing:DescribeTargetGroups': [Elb.DescribeTargetGroupsCommandInput, Elb.DescribeTargetGroupsCommandOutput]
  'elasticloadbalancing:DescribeTargetHealth': [Elb.DescribeTargetHealthCommandInput, Elb.DescribeTargetHealthCommandOutput]
  'elasticloadbalancing:DescribeTargetGroupAttributes': [
    Elb.DescribeTargetGroupAttributesCommandInput,
    Elb.DescribeTargetGroupAttributesCommandOutput,
  ]
  'elasticloadbalancing:DescribeLoadBalancers': [Elb.DescribeLoadBalancersCommandInput, Elb.DescribeLoadBalancersCommandOutput]
  'elasticloadbalancing:DescribeLoadBalancerAttributes': [
    Elb.DescribeLoadBalancerAttributesCommandInput,
    Elb.DescribeLoadBalancerAttributesCommandOutput,
  ]
  'elasticloadbalancing:DescribeListeners': [Elb.DescribeListenersCommandInput, Elb.DescribeListenersCommandOutput]
  'elasticloadbalancing:DescribeRules': [Elb.DescribeRulesCommandInput, Elb.DescribeRulesCommandOutput]
  'elasticloadbalancing:DescribeTags': [Elb.DescribeTagsCommandInput, Elb.DescribeTagsCommandOutput]
  'ec2:DescribeRegions': [Ec2.DescribeRegionsCommandInput, Ec2.DescribeRegionsCommandOutput]
  'ec2:DescribeInstances': [Ec2.DescribeInstancesCommandInput, Ec2.DescribeInstancesCommandOutput]
  'ec2:DescribeNetworkInterfaces': [Ec2.DescribeNetworkInterfacesCommandInput, Ec2.DescribeNetworkInterfacesCommandOutput]
  'ec2:DescribeSecurityGroups': [Ec2.DescribeSecurityGroupsCommandInput, Ec2.DescribeSecurityGroupsCommandOutput]
  'ec2:DescribeNetworkAcls': [Ec2.DescribeNetworkAclsCommandInput, Ec2.DescribeNetworkAclsCommandOutput]
  'ec2:DescribeRouteTables': [Ec2.DescribeRouteTablesCommandInput, Ec2.DescribeRouteTablesCommandOutput]
  'ec2:DescribeSubnets': [Ec2.DescribeSubnetsCommandInput, Ec2.DescribeSubnetsCommandOutput]
  'ec2:DescribeVpcs': [Ec2.DescribeVpcsCommandInput, Ec2.DescribeVpcsCommandOutput]
  'ec2:DescribeVpcPeeringConnections': [
    Ec2.DescribeVpcPeeringConnectionsCommandInput,
    Ec2.DescribeVpcPeeringConnectionsCommandOutput,
  ]
  'ec2:GetManagedPrefixListEntries': [Ec2.GetManagedPrefixListEntriesCommandInput, Ec2.GetManagedPrefixListEntriesCommandOutput]
  'cloudwatch:GetMetricData': [GetMetricDataCommandInput, GetMetricDataCommandOutput]
  'lambda:GetFunctionConfiguration': [Lambda.GetFunctionConfigurationCommandInput, Lambda.GetFunctionConfigurationCommandOutput]
  'lambda:GetFunctionConcurrency': [Lambda.GetFunctionConcurrencyCommandInput, Lambda.GetFunctionConcurrencyCommandOutput]
  'lambda:GetPolicy': [Lambda.GetPolicyCommandInput, Lambda.GetPolicyCommandOutput]
  'ecs:ListClusters': [Ecs.ListClustersCommandInput, Ecs.ListClustersCommandOutput]
  'ecs:ListServices': [Ecs.ListServicesCommandInput, Ecs.ListServicesCommandOutput]
  'ecs:DescribeServices': [Ecs.DescribeServicesCommandInput, Ecs.DescribeServicesCommandOutput]
  'ecs:ListTasks': [Ecs.ListTasksCommandInput, Ecs.ListTasksCommandOutput]
  'ecs:DescribeTasks': [Ecs.DescribeTasksCommandInput, Ecs.DescribeTasksCommandOutput]
  'ecs:DescribeTaskDefinition': [Ecs.DescribeTaskDefinitionCommandInput, Ecs.DescribeTaskDefinitionCommandOutput]
  'cloudtrail:LookupEvents': [LookupEventsCommandInput, LookupEventsCommandOutput]
  'logs:DescribeDeliverySources': [Logs.DescribeDeliverySourcesCommandInput, Logs.DescribeDeliverySourcesCommandOutput]
  'logs:DescribeDeliveries': [Logs.DescribeDeliveriesCommandInput, Logs.DescribeDeliveriesCommandOutput]
  'logs:DescribeDeliveryDestinations': [
    Logs.DescribeDeliveryDestinationsCommandInput,
    Logs.DescribeDeliveryDestinationsCommandOutput,
  ]
  's3:ListObjectsV2': [ListObjectsV2CommandInput, ListObjectsV2CommandOutput]
}

/** The calls that `ask` can make. */
export type AskableCall = keyof CallTypes
/** The SDK's input of a call. */
export type CallInput<Name extends AskableCall> = CallTypes[Name][0]
/** The SDK's output of one page of a call. */
export type CallReply<Name extends AskableCall> = CallTypes[Name][1]
/** The SDK's output of a call, all pages merged, as plain JSON. */
export type CallOutput<Name extends AskableCall> = Json<CallReply<Name>>
