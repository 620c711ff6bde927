/** What may stay as it is: words of the providers' own vocabularies, by the key they stand under or by themselves. */

/** Keys whose values are enums, numbers as text, or names that the provider chose. */
const keptKeys = new Set(
  `call scope permission gap code kind schemaVersion cloud region only ignore from to collectedAt version
  State Code Reason Protocol ProtocolVersion TargetType Type Scheme IpAddressType IpProtocol RuleAction Stat MetricName Namespace
  StatusCode HealthCheckProtocol HealthCheckPort HttpCode GrpcCode Origin AvailabilityZone ZoneName Priority Status PeeringStatus
  State.Name LifecycleState LastUpdateStatus LastUpdateStatusReasonCode StateReasonCode Runtime PackageType EventName EventSource eventName eventSource
  ReadOnly readOnly errorCode status lastStatus desiredStatus stopCode rolloutState launchType connectivity healthStatus
  Effect Action NotAction Version InterfaceType RequesterManaged ScanBy AttributeKey Include LogType logType outputFormat
  origin phase reason at firstAt lastAt lastSucceededAt AddressFamily Result MitigationInEffect protocol type Field
  startedAt stoppingAt stoppedAt createdAt updatedAt EventTime eventTime Timestamps Architectures`.split(/\s+/),
)

/** Words that mean something to judging wherever they stand. */
const keptWords = new Set(
  `traffic-port default local all true false round_robin least_outstanding_requests weighted_random on off use_load_balancer_configuration
  append preserve remove monitor defensive strictest associated active blackhole
  loadbalancer app net gwy targetgroup listener listener-rule function cluster service task task-definition attachment user role assumed-role certificate
  TargetGroup LoadBalancer InstanceId ResourceName elasticloadbalancing.amazonaws.com lambda.amazonaws.com
  privateIPv4Address privateIPv6Address networkInterfaceId subnetId macAddress aws lambda ec2 iam ecs sts acm logs s3 AWSLogs`.split(
    /\s+/,
  ),
)

/** Filters, attributes and tags that the provider itself defines. */
const keptNames = /^[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$/

/** Sentences of the providers that judging reads, without what follows them. */
const sentences: readonly RegExp[] = [
  /^Health checks failed( with these codes: \[[\d, -]*\])?/,
  /^Request timed out/,
  /^Target is in the [a-z-]+ state/,
  /^Target deregistration is in progress/,
  /^Target registration is in progress/,
  /^Initial health checks in progress/,
  /^Health checks are not enabled for the target/,
  /^Target is in an Availability Zone that is not enabled for the load balancer/,
  /^Target group is not configured to receive traffic from the load balancer/,
  /^Scaling activity initiated by/,
  /^Essential container in task exited/,
  /^OutOfMemoryError: Container killed due to memory usage/,
  /^Task failed ELB health checks/,
  /^Task failed container health checks/,
  /^User initiated \([^)]{0,40}\)/,
]

export function isKeptKey(key: string): boolean {
  return keptKeys.has(key)
}

export function isKeptWord(word: string): boolean {
  return keptWords.has(word) || /^-?\d{1,10}(\.\d+)?$/.test(word) || isTime(word) || isPlace(word)
}

/** Names that only providers give, such as `idle_timeout.timeout_seconds` or `vpc-id`. */
export function isProviderName(word: string): boolean {
  return keptNames.test(word)
}

export function sentenceIn(text: string): string | null {
  for (const sentence of sentences) {
    const found = sentence.exec(text)
    if (found !== null) return found[0]
  }
  return null
}

/** An AWS region or zone. */
function isPlace(word: string): boolean {
  return /^[a-z]{2}(-[a-z]+){1,2}-\d[a-z]?$/.test(word)
}

function isTime(word: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(word)
}
