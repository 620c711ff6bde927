/** Short ways to write hops, rules and endpoints in tests. */
import { type Fact, known, unknown } from '../../../src/core/fact.ts'
import type { Endpoint, FilterHop, Peer, PortRange, Route, RouteHop, Rule, RuleSet } from '../../../src/core/network/model.ts'

export const balancer: Endpoint = { label: 'load balancer', cidrs: ['10.0.1.0/24'], groupIds: ['sg-lb'] }
export const backend: Endpoint = { label: 'i-0abc', cidrs: ['10.0.2.5/32'], groupIds: ['sg-app'] }

export function hidden<T>(message = 'not authorized'): Fact<T> {
  return unknown('denied', message, { what: 'something', call: 'ec2:Something', permission: 'ec2:Something' })
}

export function range(cidr: string): Peer {
  return { kind: 'range', cidr }
}

export function group(groupId: string, addresses: Fact<readonly string[]> | readonly string[] = []): Peer {
  return { kind: 'group', groupId, addresses: 'known' in addresses ? addresses : known(addresses) }
}

export function ranges(listId: string, cidrs: Fact<readonly string[]> | readonly string[]): Peer {
  return { kind: 'list', listId, cidrs: 'known' in cidrs ? cidrs : known(cidrs) }
}

export function ports(from: number, to: number = from): PortRange {
  return { from, to }
}

export function allow(id: string, peer: Peer, part: Partial<Rule> = {}): Rule {
  return { id, action: 'allow', order: 0, protocol: 6, ports: 'any', peer, ...part }
}

export function deny(id: string, peer: Peer, part: Partial<Rule> = {}): Rule {
  return { ...allow(id, peer, part), action: 'deny' }
}

export function ruleSet(id: string, rules: readonly Rule[], name = ''): RuleSet {
  return { id, name, rules }
}

/** The backend's inbound filter for port 8080 from the load balancer. */
export function inbound(sets: readonly RuleSet[], part: Partial<FilterHop> = {}): FilterHop {
  return {
    kind: 'filter',
    leg: 'request',
    place: 'backend',
    direction: 'inbound',
    policy: 'any-allow',
    device: 'security group',
    ruleSets: known(sets),
    packet: { source: balancer, destination: backend, destinationPorts: ports(8080) },
    ...part,
  }
}

/** The backend subnet's outbound filter for replies to the load balancer's ephemeral ports. */
export function reply(rules: readonly Rule[], part: Partial<FilterHop> = {}): FilterHop {
  return {
    kind: 'filter',
    leg: 'reply',
    place: 'backend-subnet',
    direction: 'outbound',
    policy: 'first-match',
    device: 'network ACL',
    ruleSets: known([ruleSet('acl-12', rules)]),
    packet: { source: backend, destination: balancer, destinationPorts: ports(1024, 65535) },
    ...part,
  }
}

export function route(id: string, destinations: readonly string[] | Fact<readonly string[]>, part: Partial<Route> = {}): Route {
  return {
    id,
    destinations: 'known' in destinations ? destinations : known(destinations),
    target: id,
    state: { kind: 'delivers' },
    ...part,
  }
}

export function routed(routes: readonly Route[], part: Partial<RouteHop> = {}): RouteHop {
  return {
    kind: 'route',
    leg: 'request',
    place: 'balancer-subnet',
    table: known({ id: 'rtb-1', name: '', routes }),
    destination: backend,
    ...part,
  }
}
