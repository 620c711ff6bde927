/** ARNs, and the names at their ends that begin with a kind. */
import type { Desk } from '../dialect.ts'
import { redactParts, redactWord } from '../words.ts'

export function redactArn(text: string, desk: Desk): string {
  const [start = '', partition = '', service = '', region = '', account = '', ...resource] = text.split(':')
  const head = [
    start,
    isPartition(partition) ? partition : redactWord(partition, desk),
    services.has(service) ? service : redactWord(service, desk),
    redactWord(region, desk),
    redactWord(account, desk),
  ]
  return [...head, ...(resource.length === 0 ? [] : [redactParts(resource.join(':'), desk)])].join(':')
}

/** `targetgroup/web/0123`, `function:checkout:3`: the kind stays where a name follows it, and the family behind a balancer's. */
export function kindsAmong(parts: readonly string[]): readonly number[] {
  const [first = '', , third = ''] = parts
  if (parts.length === 5 && isBalancerFamily(first)) return [0]
  if (parts.length === 1 || !resourceTypes.has(first)) return []
  return first !== 'targetgroup' && isBalancerFamily(third) ? [0, 2] : [0]
}

/** The partitions of AWS. */
function isPartition(text: string): boolean {
  return /^aws(-cn|-us-gov|-eusc|-iso(-[a-z])?)?$/.test(text)
}

/** Services as ARNs name them. */
const services = new Set(
  `acm autoscaling cloudformation cloudwatch codedeploy ec2 ecs elasticloadbalancing execute-api firehose iam kms lambda logs s3 sns sqs
  ssm sts`.split(/\s+/),
)

/** What an ARN's resource may begin with. */
const resourceTypes = new Set(
  `loadbalancer targetgroup listener listener-rule function cluster service task task-definition task-set container-instance user role
  assumed-role root instance network-interface security-group subnet vpc route-table network-acl prefix-list log-group delivery
  delivery-source delivery-destination deliverystream certificate server-certificate layer key stack autoScalingGroup`.split(
    /\s+/,
  ),
)

/** The families of load balancers, as they stand before a balancer's name. */
function isBalancerFamily(text: string): boolean {
  return text === 'app' || text === 'net' || text === 'gwy'
}
