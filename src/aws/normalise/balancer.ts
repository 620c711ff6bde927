/** The load balancer itself: what it is, how it is set, and its own network interfaces. */
import type { LoadBalancer as AwsLoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2'
import { type Fact, type Gap, known, type Source, unknown } from '../../core/fact.ts'
import type {
  LoadBalancer,
  LoadBalancerOverview,
  LoadBalancerSettings,
  LogDestination,
  NetworkInterface,
} from '../../core/model.ts'
import { type Loose, neededObjects, neededText, part, text, texts } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { type Note, translate, translated } from '../../normalise/words.ts'
import { sourceOf } from '../call-names.ts'
import type { Json } from '../json.ts'
import { balancerLabel, nameInArn, parseArn } from './arns.ts'
import { type Attributes, attributesOf, noteUnknown } from './attributes.ts'
import { factOf } from './calls.ts'
import { type Interfaces, interfacesDescribed } from './interfaces.ts'
import { readListeners } from './listeners.ts'
import { listingOf, required } from './listing.ts'
import { zonesOf } from './zones.ts'

interface Absence {
  readonly region: string
  readonly message: string
  readonly gap: Gap
  /** The call that would have told. */
  readonly source: Source
}

/** The load balancer with this ARN. `absence` says why there is none, when the ARN is null, and how the call that lists them ended. */
export function readBalancer(
  calls: Calls,
  arn: string | null,
  absence: Absence,
  interfaces: Interfaces,
  note: Note,
): LoadBalancer {
  if (arn === null) return noBalancer(absence)
  const parsed = parseArn(arn)
  const nodes = readNodes(interfaces, arn)
  return {
    id: arn,
    name: nameInArn(arn),
    region: parsed?.region || absence.region,
    account: parsed?.account || null,
    overview: readOverview(calls, arn, nodes.known ? nodes.value : [], note),
    settings: readSettings(calls, arn, note),
    listeners: readListeners(calls, arn, note),
    nodes,
    upkeep: known([]),
  }
}

function noBalancer({ region, message, gap, source }: Absence): LoadBalancer {
  return {
    id: null,
    name: null,
    region,
    account: null,
    overview: unknown(gap, message, source),
    settings: unknown('notCollected', message, sourceOf('elasticloadbalancing:DescribeLoadBalancerAttributes')),
    listeners: unknown('notCollected', message, sourceOf('elasticloadbalancing:DescribeListeners')),
    nodes: unknown('notCollected', message, sourceOf('ec2:DescribeNetworkInterfaces')),
    upkeep: known([]),
  }
}

function readOverview(calls: Calls, arn: string, nodes: readonly NetworkInterface[], note: Note): Fact<LoadBalancerOverview> {
  const listing = listingOf(calls, 'elasticloadbalancing:DescribeLoadBalancers', {
    items: (output) => neededObjects(output, 'LoadBalancers'),
    id: (balancer) => neededText(balancer, 'LoadBalancerArn'),
    read: (balancer) => overviewOf(balancer, nodes, note),
  })
  return required(listing, arn, { 'load-balancer-arn': arn, name: nameInArn(arn) })
}

const states: Readonly<Record<string, LoadBalancerOverview['state']>> = {
  active: 'active',
  provisioning: 'provisioning',
  active_impaired: 'impaired',
  failed: 'failed',
}

const schemes: Readonly<Record<string, LoadBalancerOverview['scheme']>> = { 'internet-facing': 'public', internal: 'internal' }

function overviewOf(
  balancer: Loose<Json<AwsLoadBalancer>>,
  nodes: readonly NetworkInterface[],
  note: Note,
): LoadBalancerOverview {
  const scheme = text(balancer, 'Scheme')
  const groupIds = texts(balancer, 'SecurityGroups')
  const state = part(balancer, 'State')
  const code = (state && text(state, 'Code')) ?? 'not stated'
  return {
    state: translate(states, code, 'unknown', 'load balancer state', note),
    providerState: code,
    providerReason: state && text(state, 'Reason'),
    scheme: scheme === null ? null : translated(schemes, scheme, 'load balancer scheme', note),
    ipv6: (text(balancer, 'IpAddressType') ?? 'ipv4') !== 'ipv4',
    networkId: text(balancer, 'VpcId'),
    zones: zonesOf(balancer, nodes),
    // Its own interfaces carry the same groups.
    groupIds: groupIds.length > 0 ? groupIds : [...new Set(nodes.flatMap((node) => node.groupIds))],
    dnsName: text(balancer, 'DNSName'),
  }
}

const idleTimeout = 'idle_timeout.timeout_seconds'
const accessLogs = 'access_logs.s3'
const probeLogs = 'health_check_logs.s3'

const knownAttributes = [
  /^(access_logs|connection_logs|health_check_logs)\.s3\./,
  /^(idle_timeout|client_keep_alive|deletion_protection|zonal_shift|load_balancing|ipv6|waf)\./,
  /^routing\.http2?\./,
]

function readSettings(calls: Calls, arn: string, note: Note): Fact<LoadBalancerSettings> {
  return factOf(
    calls,
    'elasticloadbalancing:DescribeLoadBalancerAttributes',
    {
      where: (input) => text(input, 'LoadBalancerArn') === arn,
      absent: 'the attributes of the load balancer were not asked for',
    },
    (replies) => {
      const [attributes] = replies.map(({ output }) => attributesOf(output)) as [Attributes]
      noteUnknown(attributes, knownAttributes, 'load balancer', note)
      const own = Object.keys(attributes.all).filter((key) => isShown(key))
      return {
        idleTimeoutSeconds: attributes.number(idleTimeout) ?? 60,
        maximumCapacityUnits: null,
        accessLog: destination(attributes, accessLogs),
        probeLog: destination(attributes, probeLogs),
        other: Object.fromEntries(own.map((key) => [key, attributes.all[key] ?? ''])),
      }
    },
  )
}

/** Attributes that no field of the model stands for. */
function isShown(key: string): boolean {
  return key !== idleTimeout && !key.startsWith(`${accessLogs}.`) && !key.startsWith(`${probeLogs}.`)
}

function destination(attributes: Attributes, prefix: string): LogDestination {
  if (!attributes.flag(`${prefix}.enabled`)) return { enabled: false }
  const folder = attributes.text(`${prefix}.prefix`)
  const place = `s3://${attributes.text(`${prefix}.bucket`) ?? ''}${folder === null ? '' : `/${folder}`}`
  return { enabled: true, place }
}

function readNodes(interfaces: Interfaces, arn: string): Fact<readonly NetworkInterface[]> {
  return interfacesDescribed(interfaces, `ELB ${balancerLabel(arn)}`)
}
