/** Request routing rules: one per listener, each a single way or a map of paths with a default way. */
import { compareText } from '../../core/canonical.ts'
import { flag, type Loose, neededText, number, objects, part, text, texts, Unreadable } from '../../normalise/loose.ts'
import type { Note } from '../../normalise/words.ts'
import { idKey } from './calls.ts'
import { type Outcome, outcomeReader } from './destinations.ts'
import { byId, nameInId, referred } from './gateway.ts'
import type { ArmGateway, ArmPathMap, ArmRule, ArmTarget } from './shapes.ts'

/** One way that requests of a rule can take. */
export interface Way extends Outcome {
  readonly id: string
  /** Path patterns; empty for what no other way of the rule takes. */
  readonly paths: readonly string[]
}

export interface RoutingRule {
  readonly listenerId: string
  /** Rules are tried ascending; ones without stand behind, in the order of their names. */
  readonly priority: number | null
  /** In the order they are tried, the default last. */
  readonly ways: readonly Way[]
}

/** The rules in the order they are tried. */
export function readRules(gateway: Loose<ArmGateway>, note: Note): readonly RoutingRule[] {
  const pathMaps = byId<ArmPathMap>(objects(gateway, 'urlPathMaps'))
  const outcomeOf = outcomeReader(gateway)
  const rerouting = reroutingSets(gateway)
  const wayOf = (id: string, paths: readonly string[], target: Loose<ArmTarget>): Way => {
    const rewrites = referred(target, 'rewriteRuleSet')
    if (rewrites !== null && rerouting.has(idKey(rewrites))) {
      note(
        `rewrite rule set ${nameInId(rewrites)}: it re-evaluates the path map, so requests may go elsewhere than by their first path`,
      )
    }
    return { id, paths, ...outcomeOf(target) }
  }
  for (const rule of objects(gateway, 'routingRules')) note(`layer 4 routing rule ${text(rule, 'name') ?? ''}`)
  return objects(gateway, 'requestRoutingRules')
    .map((rule) => ({ rule, name: text(rule, 'name') ?? '', priority: number(rule, 'priority') }))
    .sort((one, other) => rank(one.priority) - rank(other.priority) || compareText(one.name, other.name))
    .map(({ rule, priority }) => {
      const listenerId = referred(rule, 'httpListener')
      if (listenerId === null) throw new Unreadable('a rule names no listener')
      return { listenerId, priority, ways: waysOf(rule, pathMaps, wayOf) }
    })
}

type WayOf = (id: string, paths: readonly string[], target: Loose<ArmTarget>) => Way

function waysOf(rule: Loose<ArmRule>, pathMaps: ReadonlyMap<string, Loose<ArmPathMap>>, wayOf: WayOf): readonly Way[] {
  const id = neededText(rule, 'id')
  const mapId = referred(rule, 'urlPathMap')
  if (mapId === null) return [wayOf(id, [], rule as Loose<ArmTarget>)]
  const map = pathMaps.get(idKey(mapId))
  if (map === undefined) throw new Unreadable(`there is no path map ${mapId}`)
  return [
    ...objects(map, 'pathRules').map((each) => wayOf(neededText(each, 'id'), texts(each, 'paths'), each as Loose<ArmTarget>)),
    wayOf(`${neededText(map, 'id')} default`, [], defaultOf(map)),
  ]
}

/** The default of a path map in the shape of any other target. */
function defaultOf(map: Loose<ArmPathMap>): Loose<ArmTarget> {
  return {
    backendAddressPool: part(map, 'defaultBackendAddressPool'),
    backendHttpSettings: part(map, 'defaultBackendHttpSettings'),
    loadDistributionPolicy: part(map, 'defaultLoadDistributionPolicy'),
    redirectConfiguration: part(map, 'defaultRedirectConfiguration'),
    rewriteRuleSet: part(map, 'defaultRewriteRuleSet'),
  } as Loose<ArmTarget>
}

function rank(priority: number | null): number {
  return priority ?? Number.MAX_SAFE_INTEGER
}

/** Keys of the rewrite rule sets that evaluate the path map again. */
function reroutingSets(gateway: Loose<ArmGateway>): ReadonlySet<string> {
  const sets = objects(gateway, 'rewriteRuleSets').filter((set) =>
    objects(set, 'rewriteRules').some((rule) => {
      const actions = part(rule, 'actionSet')
      const url = actions && part(actions, 'urlConfiguration')
      return url !== null && flag(url, 'reroute') === true
    }),
  )
  return new Set(sets.map((set) => idKey(neededText(set, 'id'))))
}
