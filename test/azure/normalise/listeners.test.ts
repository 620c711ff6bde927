import { describe, expect, it } from 'vitest'
import type { Listener, Route } from '../../../src/core/model.ts'
import { gatewayCall, item, listener, part, pool, rule, setting, snapshotOf } from './build.ts'

function listenersOf(options: Parameters<typeof gatewayCall>[0]): readonly Listener[] {
  const { listeners } = snapshotOf(gatewayCall(options)).loadBalancer
  if (!listeners.known) throw new Error(listeners.message)
  return listeners.value
}

function routesOf(one: Listener | undefined): readonly Route[] {
  if (one?.routes.known !== true) throw new Error('no routes')
  return one.routes.value
}

const mapRule = (name: string, priority = 100): object => ({
  ruleType: 'PathBasedRouting',
  priority,
  httpListener: part('httpListeners', name),
  urlPathMap: part('urlPathMaps', 'paths'),
})

const pools = { web: { backendAddresses: [] }, api: { backendAddresses: [] }, dead: { backendAddresses: [] } }

const pathMap = (properties: object): object => ({ urlPathMaps: [item('urlPathMaps', 'paths', properties)] })

const pathRule = (name: string, paths: readonly string[], target: object): object => ({
  name,
  id: `${part('urlPathMaps', 'paths').id}/pathRules/${name}`,
  properties: { paths, ...target },
})

const to = (poolName: string): object => ({ backendAddressPool: pool(poolName), backendHttpSettings: setting('http') })

describe('listeners', () => {
  it('stand by port, those of one port in the order of their rules', () => {
    const listeners = listenersOf({
      listeners: {
        wide: listener('port-443', { protocol: 'Https', hostNames: ['*.shop.test', 'shop.test'] }),
        narrow: listener('port-443', { protocol: 'Https', hostName: 'api.shop.test' }),
        plain: listener('port-80'),
        idle: listener('port-80'),
      },
      rules: { a: rule('wide', 'web', 'http', 200), b: rule('narrow', 'web', 'http', 100), c: rule('plain', 'web', 'http', 300) },
    })
    expect(listeners.map(({ id, protocol, port }) => `${id.split('/').at(-1)} ${protocol} ${port}`)).toEqual([
      'plain HTTP 80',
      'idle HTTP 80',
      'narrow HTTPS 443',
      'wide HTTPS 443',
    ])
    expect(routesOf(listeners[1])).toEqual([])
    expect(routesOf(listeners[3])).toMatchObject([
      { priority: null, condition: 'host *.shop.test, shop.test', action: 'forward' },
    ])
  })

  it('with a path map have a route for each path rule and the default last', () => {
    const [only] = listenersOf({
      pools,
      listeners: { plain: listener('port-80', { hostName: 'shop.test' }) },
      rules: { all: mapRule('plain') },
      properties: pathMap({
        defaultBackendAddressPool: pool('dead'),
        defaultBackendHttpSettings: setting('http'),
        pathRules: [
          pathRule('api', ['/api/*', '/v2/*'], to('api')),
          pathRule('old', ['/old/*'], { redirectConfiguration: part('redirectConfigurations', 'home') }),
        ],
      }),
    })
    expect(
      routesOf(only).map(({ priority, condition, action, targets }) => [
        priority,
        condition,
        action,
        targets.map(({ poolId }) => poolId),
      ]),
    ).toEqual([
      [1, 'host shop.test, path /api/*, /v2/*', 'forward', [pool('api').id]],
      [2, 'host shop.test, path /old/*', 'redirect', []],
      [null, 'host shop.test', 'forward', [pool('dead').id]],
    ])
  })

  it('may redirect everything', () => {
    const redirect = {
      ruleType: 'Basic',
      priority: 1,
      httpListener: part('httpListeners', 'plain'),
      redirectConfiguration: part('redirectConfigurations', 'tls'),
    }
    const call = gatewayCall({ rules: { all: redirect } })
    expect(snapshotOf(call).pools).toEqual([])
    expect(routesOf(listenersOf({ rules: { all: redirect } })[0])).toMatchObject([{ action: 'redirect', targets: [] }])
  })

  it('name what a load distribution policy spreads over, with weights', () => {
    const policy = item('loadDistributionPolicies', 'canary', {
      loadDistributionTargets: [
        { name: 'a', properties: { weightPerServer: 60, backendAddressPool: pool('web') } },
        { name: 'b', properties: { weightPerServer: 40, backendAddressPool: pool('api') } },
      ],
    })
    const [only] = listenersOf({
      pools,
      rules: { all: { ...rule('plain', 'dead', 'http'), loadDistributionPolicy: part('loadDistributionPolicies', 'canary') } },
      properties: { loadDistributionPolicies: [policy] },
    })
    expect(routesOf(only)[0]?.targets).toEqual([
      { poolId: pool('web').id, weight: 60 },
      { poolId: pool('api').id, weight: 40 },
    ])
  })

  it('are a gap where a rule refers to what is not there', () => {
    const { loadBalancer, pools: none } = snapshotOf(gatewayCall({ rules: { all: mapRule('plain') } }))
    expect(loadBalancer.listeners).toMatchObject({ known: false, gap: 'failed' })
    expect(none).toEqual([])
  })

  it('note what is not modelled: re-evaluated path maps and rules of layer 4', () => {
    const rewriting = (reroute: boolean): object =>
      item('rewriteRuleSets', reroute ? 'again' : 'once', {
        rewriteRules: [{ name: 'r', ruleSequence: 1, actionSet: { urlConfiguration: { modifiedPath: '/x', reroute } } }],
      })
    const rules = {
      a: { ...rule('plain', 'web', 'http', 1), rewriteRuleSet: part('rewriteRuleSets', 'again') },
      b: { ...rule('other', 'web', 'http', 2), rewriteRuleSet: part('rewriteRuleSets', 'once') },
    }
    const { unmodelled } = snapshotOf(
      gatewayCall({
        listeners: { plain: listener('port-80'), other: listener('port-443') },
        rules,
        properties: {
          rewriteRuleSets: [rewriting(true), rewriting(false)],
          routingRules: [item('routingRules', 'tcp', { ruleType: 'Basic' })],
        },
      }),
    )
    expect(unmodelled).toEqual([
      'layer 4 routing rule tcp',
      'rewrite rule set again: it re-evaluates the path map, so requests may go elsewhere than by their first path',
    ])
  })
})
