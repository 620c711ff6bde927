/** How AWS writes: ARNs, ids with a prefix, and the words of its APIs. */
import type { Dialect } from '../dialect.ts'
import type { Pseudonyms } from '../pseudonyms.ts'
import { isHarmless } from '../vocabulary.ts'
import { kindsAmong, redactArn } from './arn.ts'
import { redactEvent, redactPolicy } from './documents.ts'
import { sentencesIn } from './sentences.ts'

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

const ids =
  /^(i|sg|sgr|eni|subnet|vpc|acl|rtb|rtbassoc|aclassoc|subnet-cidr-assoc|vpc-cidr-assoc|eni-attach|pl|pcx|nat|igw|eigw|tgw|vgw|vpce|lgw|cagw|eipalloc|eipassoc|vol|ami|lt|dopt|r)-[0-9a-z]+$/

export const aws: Dialect = {
  foldsCase: false,
  wordKeys: words(
    `cloud gap code kind origin phase reason status state type protocol lastStatus desiredStatus stopCode rolloutState launchType
    connectivity healthStatus logType outputFormat networkMode only ignore
    State Code Reason Type Protocol ProtocolVersion TargetType Scheme IpAddressType IpProtocol RuleAction Stat StatusCode Field
    HealthCheckProtocol HealthCheckPort HttpCode GrpcCode Origin Priority Status LifecycleState LastUpdateStatus Result
    LastUpdateStatusReasonCode StateReasonCode Runtime PackageType EventName EventSource eventName eventSource errorCode ReadOnly
    PeeringStatus Effect Version InterfaceType ScanBy AttributeKey Include AddressFamily MitigationInEffect Label MetricName Namespace
    ResourceType Architectures AvailabilityZone SslPolicy Tenancy Architecture VirtualizationType RootDeviceType`,
  ),
  wordParents: {
    Name: ['Filters', 'Dimensions', 'State', 'CurrentState'],
    Key: ['Attributes'],
    name: ['details'],
  },
  keyedWords: {
    permission: /^[a-z0-9-]{1,40}:[A-Z][A-Za-z0-9]{1,60}$/,
    GatewayId: /^local$/,
    // What the collector calls its metric queries.
    Id: /^m\d+$/,
    ResourceType: /^AWS::\w+::\w+$/,
    Value:
      /^(round_robin|least_outstanding_requests|weighted_random|on|off|use_load_balancer_configuration|append|preserve|remove|monitor|defensive|strictest|lb_cookie|app_cookie|source_ip|majority)$/,
    Version: /^\$LATEST$/,
  },
  isHarmless: (text) => isPlace(text) || isServiceHost(text),
  introductions: ['ELB ', 's3://', 'log group '],
  redactId: (text, desk) => (text.startsWith('arn:') ? redactArn(text, desk) : null),
  kindsAmong,
  redactWord: (word, names) => redactNumbered(word, names),
  ownLabels: () => 0,
  proseKeys: words(
    `Description Message StateTransitionReason StateReason LastUpdateStatusReason message notes reason stoppedReason
    rolloutStateReason statusReason`,
  ),
  redactProse: (text, { names, dialect }) => (isHarmless(text, dialect) ? text : (sentencesIn(text) ?? names.text(text))),
  // What probes of gRPC ask for by default.
  commonPaths: ['/AWS.ALB/healthcheck'],
  documents: { CloudTrailEvent: redactEvent, Policy: redactPolicy },
  // The name that reports show, and the service that an orchestrator registered.
  tellingTags: ['Name', 'aws:ecs:clusterName', 'aws:ecs:serviceName'],
}

function redactNumbered(word: string, names: Pseudonyms): string | null {
  if (word === '$LATEST') return word
  if (/^\d{12}$/.test(word)) return names.account(word)
  const id = ids.exec(word)
  return id === null ? null : names.id(id[1] ?? '', word)
}

/** A region or a zone of AWS, local zones included. */
function isPlace(text: string): boolean {
  return /^(af|ap|ca|cn|eu|eusc|il|me|mx|sa|us)(-gov|-iso[a-z]?|-de)?-(north|south|east|west|central)(east|west)?-\d([a-z]|-[a-z]{3}-\d[a-z]?)?$/.test(
    text,
  )
}

/** `autoscaling.amazonaws.com` is a service; hosts of resources have more labels. */
function isServiceHost(text: string): boolean {
  return /^[a-z][a-z-]{0,40}\.amazonaws\.com(\.cn)?$/.test(text)
}
