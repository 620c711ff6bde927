/** Listeners and their rules, and what they mean for one pool. */
import type { Action, Rule } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Fact } from '../../core/fact.ts'
import type { Listener, Route } from '../../core/model.ts'
import {
  flag,
  type Loose,
  neededNumber,
  neededObjects,
  neededText,
  number,
  objects,
  part,
  text,
  Unreadable,
} from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { type Note, translate } from '../../normalise/words.ts'
import { factOf } from './calls.ts'
import { conditionText } from './conditions.ts'

export function readListeners(calls: Calls, balancerArn: string, note: Note): Fact<readonly Listener[]> {
  return factOf(
    calls,
    'elasticloadbalancing:DescribeListeners',
    { where: (input) => text(input, 'LoadBalancerArn') === balancerArn, absent: 'the listeners were not asked for' },
    (replies) =>
      replies
        .flatMap(({ output }) => neededObjects(output, 'Listeners'))
        .map((listener) => {
          const id = neededText(listener, 'ListenerArn')
          const fallback = defaultRoute(id, objects(listener, 'DefaultActions'), note)
          return {
            id,
            port: neededNumber(listener, 'Port'),
            protocol: text(listener, 'Protocol') ?? 'unknown protocol',
            routes: readRoutes(calls, id, fallback, note),
          }
        })
        .sort((one, other) => one.port - other.port),
  )
}

/** The listener's routes in the order they are tried. */
function readRoutes(calls: Calls, listenerArn: string, fallback: Route, note: Note): Fact<readonly Route[]> {
  return factOf(
    calls,
    'elasticloadbalancing:DescribeRules',
    { where: (input) => text(input, 'ListenerArn') === listenerArn, absent: 'the rules of the listener were not asked for' },
    (replies) => {
      const routes = replies.flatMap(({ output }) => neededObjects(output, 'Rules')).map((rule) => readRule(rule, note))
      const complete = routes.some((route) => route.priority === null) ? routes : [...routes, fallback]
      return complete.sort((one, other) => rank(one) - rank(other))
    },
  )
}

function rank({ priority }: Route): number {
  return priority ?? Number.MAX_SAFE_INTEGER
}

function defaultRoute(listenerArn: string, actions: readonly Loose<Action>[], note: Note): Route {
  return { id: `${listenerArn} default`, priority: null, condition: '', ...outcome(actions, note) }
}

function readRule(rule: Loose<Rule>, note: Note): Route {
  const isDefault = flag(rule, 'IsDefault') === true || text(rule, 'Priority') === 'default'
  return {
    id: text(rule, 'RuleArn') ?? `rule ${text(rule, 'Priority') ?? 'default'}`,
    priority: isDefault ? null : neededNumber(rule, 'Priority'),
    condition: conditionText(objects(rule, 'Conditions')),
    ...outcome(objects(rule, 'Actions'), note),
  }
}

const actionKinds: Readonly<Record<string, Route['action']>> = {
  forward: 'forward',
  redirect: 'redirect',
  'fixed-response': 'fixed-response',
  // These come before the action that answers the request.
  'authenticate-oidc': 'other',
  'authenticate-cognito': 'other',
  'jwt-validation': 'other',
}

/** What becomes of the request in the end: of several actions the last one that is no check of the client. */
function outcome(actions: readonly Loose<Action>[], note: Note): Pick<Route, 'action' | 'fixedStatus' | 'targets'> {
  const read = actions
    .map((action) => ({
      order: number(action, 'Order') ?? 0,
      action: translate(actionKinds, text(action, 'Type') ?? impliedType(action), 'other', 'listener action', note),
      targets: forwardTargets(action),
      ...fixedStatus(action),
    }))
    .toSorted((one, other) => one.order - other.order)
  const final = read.findLast(({ action }) => action !== 'other') ?? read.at(-1)
  if (final === undefined) throw new Unreadable('a rule has no action')
  const { order: _, ...route } = final
  return route
}

function fixedStatus(action: Loose<Action>): Pick<Route, 'fixedStatus'> {
  const fixed = part(action, 'FixedResponseConfig')
  const status = fixed === null ? null : text(fixed, 'StatusCode')
  return status !== null && /^[2-5]\d\d$/.test(status) ? { fixedStatus: Number(status) } : {}
}

/** An action without a word for its kind that names target groups sends to them. */
function impliedType(action: Loose<Action>): string {
  if (forwardTargets(action).length === 0) throw new Unreadable('there is no Type')
  return 'forward'
}

/** A forward names its group directly, or several with weights; AWS repeats a single one in both places. */
function forwardTargets(action: Loose<Action>): Route['targets'] {
  const forward = part(action, 'ForwardConfig')
  const weighted = forward === null ? [] : objects(forward, 'TargetGroups')
  if (weighted.length > 0) {
    return weighted.map((group) => ({ poolId: neededText(group, 'TargetGroupArn'), weight: number(group, 'Weight') ?? 1 }))
  }
  const single = text(action, 'TargetGroupArn')
  return single === null ? [] : [{ poolId: single, weight: 1 }]
}
