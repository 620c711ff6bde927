/** Listeners, each with the ways that its rule sends requests. */

import { known, type Source } from '../../core/fact.ts'
import type { Listener, Route } from '../../core/model.ts'
import { type Loose, neededNumber, neededText, objects, text, texts, Unreadable } from '../../normalise/loose.ts'
import { idKey } from './calls.ts'
import type { Destination } from './destinations.ts'
import { byId, referred } from './gateway.ts'
import type { RoutingRule, Way } from './rules.ts'
import type { ArmGateway, ArmListener, Named } from './shapes.ts'

/** The listeners by port, those of one port in the order in which the gateway tries them. */
export function listenersOf(
  gateway: Loose<ArmGateway>,
  rules: readonly RoutingRule[],
  poolIdOf: (destination: Destination) => string,
  source: Source,
): readonly Listener[] {
  const ports = byId<Named & { readonly port?: number }>(objects(gateway, 'frontendPorts'))
  const order = new Map(rules.map(({ listenerId }, index) => [idKey(listenerId), index]))
  return objects(gateway, 'httpListeners')
    .map((listener) => {
      const id = neededText(listener, 'id')
      const hosts = hostsOf(listener)
      const ways = rules.filter((rule) => idKey(rule.listenerId) === idKey(id)).flatMap((rule) => rule.ways)
      return {
        id,
        port: portOf(listener, ports),
        protocol: neededText(listener, 'protocol').toUpperCase(),
        routes: known(
          ways.map((way, index) => routeOf(way, index, hosts, poolIdOf)),
          source,
        ),
      }
    })
    .sort((one, other) => one.port - other.port || rankOf(one.id, order) - rankOf(other.id, order))
}

/** A listener without a rule answers nothing, and comes last. */
function rankOf(id: string, order: ReadonlyMap<string, number>): number {
  return order.get(idKey(id)) ?? order.size
}

function portOf(listener: Loose<ArmListener>, ports: ReadonlyMap<string, Loose<Named & { readonly port?: number }>>): number {
  const port = ports.get(idKey(referred(listener, 'frontendPort') ?? ''))
  if (port === undefined) throw new Unreadable('a listener has no port')
  return neededNumber(port, 'port')
}

function hostsOf(listener: Loose<ArmListener>): readonly string[] {
  const single = text(listener, 'hostName')
  return [...new Set([...(single === null ? [] : [single]), ...texts(listener, 'hostNames')])]
}

function routeOf(way: Way, index: number, hosts: readonly string[], poolIdOf: (destination: Destination) => string): Route {
  const conditions = [
    ...(hosts.length === 0 ? [] : [`host ${hosts.join(', ')}`]),
    ...(way.paths.length === 0 ? [] : [`path ${way.paths.join(', ')}`]),
  ]
  return {
    id: way.id,
    priority: way.paths.length === 0 ? null : index + 1,
    condition: conditions.join(', '),
    action: way.action,
    targets: way.destinations.map((destination) => ({ poolId: poolIdOf(destination), weight: destination.weight })),
  }
}
