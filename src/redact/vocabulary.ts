/** What may stay as it is: words of the providers' own vocabularies, never words that a user chose. */

/** Keys under which providers, and only providers, put single words. */
const wordKeys = new Set(
  `cloud gap code kind origin phase reason status state type protocol lastStatus desiredStatus stopCode rolloutState launchType
  connectivity healthStatus logType outputFormat networkMode only ignore
  State Code Reason Type Protocol ProtocolVersion TargetType Scheme IpAddressType IpProtocol RuleAction Stat StatusCode Field
  HealthCheckProtocol HealthCheckPort HttpCode GrpcCode Origin Priority Status LifecycleState LastUpdateStatus Result
  LastUpdateStatusReasonCode StateReasonCode Runtime PackageType EventName EventSource eventName eventSource errorCode ReadOnly
  PeeringStatus Effect Version InterfaceType ScanBy AttributeKey Include AddressFamily MitigationInEffect Id Label MetricName Namespace
  ResourceType Architectures AvailabilityZone SslPolicy Tenancy Architecture VirtualizationType RootDeviceType`.split(/\s+/),
)

/** Keys whose words are names of the provider only where they stand in such an object. */
const wordParents: Readonly<Record<string, readonly string[]>> = {
  Name: ['Filters', 'Dimensions', 'State', 'CurrentState'],
  Key: ['Attributes'],
  name: ['details'],
}

/** Words that mean something to judging, by the key they stand under. */
const keyedWords: Readonly<Record<string, readonly string[]>> = {
  GatewayId: ['local'],
  Value:
    `round_robin least_outstanding_requests weighted_random on off use_load_balancer_configuration append preserve remove monitor
  defensive strictest lb_cookie app_cookie source_ip majority`.split(/\s+/),
  Version: ['2008-10-17', '2012-10-17', '$LATEST'],
}

/** One word, or a few joined by points, hyphens and slashes; no room for a sentence. */
const word = /^[A-Za-z0-9][\w-]*([./,][\w-]+)*$/
const resourceType = /^AWS::\w+::\w+$/
/** What the collector calls its metric queries. */
const queryId = /^m\d+$/

/** Whether the value may stay, because only the provider chooses values there. */
export function isProviderWord(text: string, key: string, parent: string): boolean {
  if (keyedWords[key]?.includes(text) === true) return true
  if (key === 'Id') return queryId.test(text)
  if (text === '-1' || (key === 'ResourceType' && resourceType.test(text))) return true
  const belongs = wordKeys.has(key) || wordParents[key]?.includes(parent) === true
  return belongs && text.length <= 80 && word.test(text)
}

/** Numbers, times, places and service names tell nobody's secrets, wherever they stand. */
export function isHarmless(text: string): boolean {
  return isNumber(text) || isTime(text) || isPlace(text) || text === 'true' || text === 'false' || isServiceHost(text)
}

function isNumber(text: string): boolean {
  return /^-?\d{1,6}(\.\d{1,6})?$/.test(text) || /^\d{1,3}(-\d{1,3})?(,\d{1,3}(-\d{1,3})?)+$|^\d{1,3}-\d{1,3}$/.test(text)
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/.test(text)
}

/** A region or a zone of AWS, local zones included. */
export function isPlace(text: string): boolean {
  return /^(af|ap|ca|cn|eu|eusc|il|me|mx|sa|us)(-gov|-iso[a-z]?|-de)?-(north|south|east|west|central)(east|west)?-\d([a-z]|-[a-z]{3}-\d[a-z]?)?$/.test(
    text,
  )
}

/** `autoscaling.amazonaws.com` is a service; hosts of resources have more labels. */
function isServiceHost(text: string): boolean {
  return /^[a-z][a-z-]{0,40}\.amazonaws\.com(\.cn)?$/.test(text)
}

/** The partitions of AWS. */
export function isPartition(text: string): boolean {
  return /^aws(-cn|-us-gov|-eusc|-iso(-[a-z])?)?$/.test(text)
}

const services = new Set(
  `acm autoscaling cloudformation cloudwatch codedeploy ec2 ecs elasticloadbalancing execute-api firehose iam kms lambda logs s3 sns sqs
  ssm sts`.split(/\s+/),
)

/** A service as ARNs name it. */
export function isService(text: string): boolean {
  return services.has(text)
}

const resourceTypes = new Set(
  `loadbalancer targetgroup listener listener-rule function cluster service task task-definition task-set container-instance user role
  assumed-role root instance network-interface security-group subnet vpc route-table network-acl prefix-list log-group delivery
  delivery-source delivery-destination deliverystream certificate server-certificate layer key stack autoScalingGroup
  `
    .trim()
    .split(/\s+/),
)

/** What an ARN's resource may begin with. */
export function isResourceType(text: string): boolean {
  return resourceTypes.has(text)
}

/** The families of load balancers, as they stand before a balancer's name. */
export function isBalancerFamily(text: string): boolean {
  return text === 'app' || text === 'net' || text === 'gwy'
}
