/** A target group as its listing describes it: what it is, and how it is probed. */
import type { TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { BackendTls, PoolConfig, Probe } from '../../core/model.ts'
import {
  flag,
  type Loose,
  listed,
  neededObjects,
  neededText,
  number,
  part,
  text,
  texts,
  Unreadable,
} from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { type Note, translated } from '../../normalise/words.ts'
import { type Listing, listingOf } from './listing.ts'

export interface NamedConfig extends PoolConfig {
  readonly name: string | null
}

export function poolListing(calls: Calls, note: Note): Listing<NamedConfig> {
  return listingOf(calls, 'elasticloadbalancing:DescribeTargetGroups', {
    items: (output) => neededObjects(output, 'TargetGroups'),
    id: (group) => neededText(group, 'TargetGroupArn'),
    read: (group) => readConfig(group, note),
  })
}

const kinds: Readonly<Record<string, PoolConfig['backendKind']>> = {
  instance: 'instance',
  ip: 'address',
  lambda: 'function',
  alb: 'balancer',
}

const protocols: Readonly<Record<string, PoolConfig['protocol']>> = { HTTP: 'http', HTTPS: 'https' }
const probeProtocols: Readonly<Record<string, Probe['protocol']>> = { HTTP: 'http', HTTPS: 'https', TCP: 'tcp' }
const versions: Readonly<Record<string, PoolConfig['protocolVersion']>> = { HTTP1: 'http1', HTTP2: 'http2', GRPC: 'grpc' }

/** The load balancer takes any certificate and sends no server name. */
const unverified: BackendTls = { verifies: { chain: false, name: false }, trusts: null, serverName: { kind: 'none' } }

function readConfig(group: Loose<TargetGroup>, note: Note): NamedConfig {
  const backendKind = translated(kinds, text(group, 'TargetType') ?? 'instance', 'target type', note)
  // Groups of functions have neither protocol nor port: the load balancer invokes them.
  const protocol = translated(protocols, text(group, 'Protocol') ?? 'HTTP', 'target group protocol', note)
  const port = number(group, 'Port')
  if (backendKind !== 'function' && port === null) throw new Unreadable('there is no Port')
  return {
    name: text(group, 'TargetGroupName'),
    backendKind,
    protocol,
    protocolVersion: translated(versions, text(group, 'ProtocolVersion') ?? 'HTTP1', 'target group protocol version', note),
    port,
    ipv6: text(group, 'IpAddressType') === 'ipv6',
    networkId: text(group, 'VpcId'),
    loadBalancerIds: listed(group, 'LoadBalancerArns') === null ? null : texts(group, 'LoadBalancerArns'),
    host: { kind: 'client' },
    tls: protocol === 'https' ? unverified : null,
    probe: readProbe(group, backendKind, note),
  }
}

/** Settings that the answer lacks have the documented defaults. */
function readProbe(group: Loose<TargetGroup>, kind: PoolConfig['backendKind'], note: Note): Probe {
  const isFunction = kind === 'function'
  const protocol = translated(probeProtocols, text(group, 'HealthCheckProtocol') ?? 'HTTP', 'health check protocol', note)
  const matcher = part(group, 'Matcher')
  return {
    enabled: flag(group, 'HealthCheckEnabled') ?? !isFunction,
    custom: true,
    protocol,
    // Health checks present the address of the target and its port.
    host: { kind: 'backend' },
    serverName: { kind: 'none' },
    port: text(group, 'HealthCheckPort') === 'traffic-port' ? null : number(group, 'HealthCheckPort'),
    path: text(group, 'HealthCheckPath'),
    intervalSeconds: number(group, 'HealthCheckIntervalSeconds') ?? (isFunction ? 35 : 30),
    timeoutSeconds: number(group, 'HealthCheckTimeoutSeconds') ?? defaultTimeout(isFunction, protocol),
    healthyThreshold: number(group, 'HealthyThresholdCount') ?? 5,
    unhealthyThreshold: number(group, 'UnhealthyThresholdCount') ?? (isFunction ? 5 : 2),
    expectedStatus: matcher && (text(matcher, 'HttpCode') ?? text(matcher, 'GrpcCode')),
    expectedBody: null,
  }
}

function defaultTimeout(isFunction: boolean, protocol: Probe['protocol']): number {
  if (isFunction) return 30
  return protocol === 'http' ? 6 : 10
}
