/** How the replies of each call are put together: where the page token goes, which arrays grow, what no reply may lack. */
import type { AskableCall, CallInput, CallReply } from './call-types.ts'

type Field<T> = keyof T & string

/** How one call pages, and what makes its reply believable. */
export interface CallShape<Name extends AskableCall = AskableCall> {
  /** Arrays that continue from page to page. */
  readonly items?: readonly Field<CallReply<Name>>[]
  /** Input field that takes the token, and output field that gives the next one. */
  readonly token?: readonly [Field<CallInput<Name>>, Field<CallReply<Name>>]
  /** Input sent with every page and not part of the question: the largest page the call allows. */
  readonly pageSize?: Partial<CallInput<Name>>
  /** Output fields of which every genuine reply has at least one. Without any an answer is garbage, not an empty list. */
  readonly required: readonly Field<CallReply<Name>>[]
}

export const shapes: { readonly [Name in AskableCall]: CallShape<Name> } = {
  'elasticloadbalancing:DescribeTargetGroups': {
    items: ['TargetGroups'],
    token: ['Marker', 'NextMarker'],
    required: ['TargetGroups'],
  },
  'elasticloadbalancing:DescribeTargetHealth': { required: ['TargetHealthDescriptions'] },
  'elasticloadbalancing:DescribeTargetGroupAttributes': { required: ['Attributes'] },
  'elasticloadbalancing:DescribeLoadBalancers': {
    items: ['LoadBalancers'],
    token: ['Marker', 'NextMarker'],
    required: ['LoadBalancers'],
  },
  'elasticloadbalancing:DescribeLoadBalancerAttributes': { required: ['Attributes'] },
  'elasticloadbalancing:DescribeListeners': { items: ['Listeners'], token: ['Marker', 'NextMarker'], required: ['Listeners'] },
  'elasticloadbalancing:DescribeRules': { items: ['Rules'], token: ['Marker', 'NextMarker'], required: ['Rules'] },
  'elasticloadbalancing:DescribeTags': { required: ['TagDescriptions'] },
  'ec2:DescribeRegions': { required: ['Regions'] },
  'ec2:DescribeInstances': {
    items: ['Reservations'],
    token: ['NextToken', 'NextToken'],
    pageSize: { MaxResults: 1000 },
    required: ['Reservations'],
  },
  'ec2:DescribeNetworkInterfaces': {
    items: ['NetworkInterfaces'],
    token: ['NextToken', 'NextToken'],
    pageSize: { MaxResults: 1000 },
    required: ['NetworkInterfaces'],
  },
  'ec2:DescribeSecurityGroups': {
    items: ['SecurityGroups'],
    token: ['NextToken', 'NextToken'],
    pageSize: { MaxResults: 1000 },
    required: ['SecurityGroups'],
  },
  'ec2:DescribeNetworkAcls': {
    items: ['NetworkAcls'],
    token: ['NextToken', 'NextToken'],
    pageSize: { MaxResults: 1000 },
    required: ['NetworkAcls'],
  },
  'ec2:DescribeRouteTables': {
    items: ['RouteTables'],
    token: ['NextToken', 'NextToken'],
    pageSize: { MaxResults: 100 },
    required: ['RouteTables'],
  },
  'ec2:DescribeSubnets': {
    items: ['Subnets'],
    token: ['NextToken', 'NextToken'],
    pageSize: { MaxResults: 1000 },
    required: ['Subnets'],
  },
  'ec2:DescribeVpcs': { items: ['Vpcs'], token: ['NextToken', 'NextToken'], pageSize: { MaxResults: 1000 }, required: ['Vpcs'] },
  'ec2:DescribeVpcPeeringConnections': {
    items: ['VpcPeeringConnections'],
    token: ['NextToken', 'NextToken'],
    pageSize: { MaxResults: 1000 },
    required: ['VpcPeeringConnections'],
  },
  'ec2:GetManagedPrefixListEntries': {
    items: ['Entries'],
    token: ['NextToken', 'NextToken'],
    pageSize: { MaxResults: 100 },
    required: ['Entries'],
  },
  'cloudwatch:GetMetricData': {
    items: ['MetricDataResults', 'Messages'],
    token: ['NextToken', 'NextToken'],
    required: ['MetricDataResults'],
  },
  'lambda:GetFunctionConfiguration': { required: ['FunctionArn'] },
  // A function without reserved concurrency is answered with an empty object.
  'lambda:GetFunctionConcurrency': { required: [] },
  'lambda:GetPolicy': { required: ['Policy'] },
  'ecs:ListClusters': {
    items: ['clusterArns'],
    token: ['nextToken', 'nextToken'],
    pageSize: { maxResults: 100 },
    required: ['clusterArns'],
  },
  'ecs:ListServices': {
    items: ['serviceArns'],
    token: ['nextToken', 'nextToken'],
    pageSize: { maxResults: 100 },
    required: ['serviceArns'],
  },
  'ecs:DescribeServices': { required: ['services'] },
  'ecs:ListTasks': {
    items: ['taskArns'],
    token: ['nextToken', 'nextToken'],
    pageSize: { maxResults: 100 },
    required: ['taskArns'],
  },
  'ecs:DescribeTasks': { required: ['tasks'] },
  'ecs:DescribeTaskDefinition': { required: ['taskDefinition'] },
  'cloudtrail:LookupEvents': {
    items: ['Events'],
    token: ['NextToken', 'NextToken'],
    pageSize: { MaxResults: 50 },
    required: ['Events'],
  },
  'logs:DescribeDeliverySources': { items: ['deliverySources'], token: ['nextToken', 'nextToken'], required: [] },
  'logs:DescribeDeliveries': { items: ['deliveries'], token: ['nextToken', 'nextToken'], required: [] },
  'logs:DescribeDeliveryDestinations': { items: ['deliveryDestinations'], token: ['nextToken', 'nextToken'], required: [] },
  's3:ListObjectsV2': {
    items: ['Contents', 'CommonPrefixes'],
    token: ['ContinuationToken', 'NextContinuationToken'],
    // Servers that imitate S3 leave out one or the other.
    required: ['IsTruncated', 'KeyCount', 'Name', 'Contents'],
  },
}
