import { describe, expect, it } from 'vitest'
import { normaliseAws } from '../../../src/aws/normalise/index.ts'
import type { CallRecord } from '../../../src/core/evidence.ts'
import type { Snapshot } from '../../../src/core/model.ts'
import { answered, balancerArn, evidenceOf, groupArn, refused } from './build.ts'

const [web, api] = [groupArn('web'), groupArn('api')]

function listener(ListenerArn: string, Port: number, ...DefaultActions: readonly object[]): object {
  return { ListenerArn, Port, Protocol: 'HTTP', DefaultActions }
}

function listenersCall(...Listeners: readonly object[]): CallRecord {
  return answered('elasticloadbalancing:DescribeListeners', { LoadBalancerArn: balancerArn }, { Listeners })
}

function rulesCall(ListenerArn: string, ...Rules: readonly object[]): CallRecord {
  return answered('elasticloadbalancing:DescribeRules', { ListenerArn }, { Rules })
}

function rule(Priority: string, Actions: readonly object[], Conditions: readonly object[] = []): object {
  return { RuleArn: `rule/${Priority}`, Priority, IsDefault: Priority === 'default', Conditions, Actions }
}

function forward(...groups: readonly (readonly [string, number?])[]): object {
  const TargetGroups = groups.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, ...(Weight !== undefined && { Weight }) }))
  return { Type: 'forward', ForwardConfig: { TargetGroups } }
}

function snapshotOf(...calls: readonly CallRecord[]): Snapshot {
  return normaliseAws(evidenceOf(calls))
}

/** The routes of the one listener whose rules are these. */
function routesOf(...rules: readonly object[]) {
  const { listeners } = snapshotOf(listenersCall(listener('l', 80, forward([web]))), rulesCall('l', ...rules)).loadBalancer
  return listeners.known ? listeners.value[0]?.routes : undefined
}

describe('listeners', () => {
  it('are understood without the words that go without saying', () => {
    const bare = { ListenerArn: 'l', Port: 80, DefaultActions: [{ TargetGroupArn: web }] }
    const rules = [
      { Priority: '5', Actions: [{ TargetGroupArn: api }] },
      { Priority: 'default', Actions: [{ TargetGroupArn: web }] },
    ]
    const { listeners } = snapshotOf(listenersCall(bare), rulesCall('l', ...rules)).loadBalancer
    const routes = [
      { id: 'rule 5', priority: 5, action: 'forward', targets: [{ poolId: api, weight: 1 }] },
      { id: 'rule default', priority: null, action: 'forward', targets: [{ poolId: web, weight: 1 }] },
    ]
    expect(listeners).toMatchObject({ known: true, value: [{ port: 80, routes: { known: true, value: routes } }] })
  })

  it('stand in the order of their ports, each with its routes in the order they are tried', () => {
    const { listeners } = snapshotOf(
      listenersCall(listener('b', 443, forward([web])), listener('a', 80, { Type: 'redirect', RedirectConfig: {} })),
      rulesCall('b', rule('default', [forward([web])]), rule('20', [forward([api])]), rule('3', [{ Type: 'fixed-response' }])),
    ).loadBalancer
    expect(listeners).toMatchObject({
      known: true,
      value: [
        { id: 'a', port: 80, protocol: 'HTTP', routes: { known: false, gap: 'notCollected' } },
        {
          id: 'b',
          routes: {
            known: true,
            value: [
              { id: 'rule/3', priority: 3, action: 'fixed-response', targets: [] },
              { id: 'rule/20', priority: 20, action: 'forward' },
              { id: 'rule/default', priority: null, action: 'forward' },
            ],
          },
        },
      ],
    })
  })

  it('have a default route though the rules do not list it', () => {
    expect(routesOf(rule('1', [forward([api])]))).toMatchObject({
      value: [{ priority: 1 }, { priority: null, condition: '', action: 'forward', targets: [{ poolId: web, weight: 1 }] }],
    })
  })

  it.each([
    [[{ Type: 'forward', TargetGroupArn: web }], 'forward', [{ poolId: web, weight: 1 }]],
    [[{ ...forward([web, 5]), TargetGroupArn: web }], 'forward', [{ poolId: web, weight: 5 }]],
    [
      [forward([web, 9], [api, 1])],
      'forward',
      [
        { poolId: web, weight: 9 },
        { poolId: api, weight: 1 },
      ],
    ],
    [
      [
        { ...forward([web]), Order: 2 },
        { Type: 'authenticate-oidc', Order: 1 },
      ],
      'forward',
      [{ poolId: web, weight: 1 }],
    ],
    [[{ Type: 'redirect', RedirectConfig: {} }], 'redirect', []],
    [[{ Type: 'teleport' }], 'other', []],
  ])('%j', (actions, action, targets) => {
    expect(routesOf(rule('default', actions))).toMatchObject({ known: true, value: [{ action, targets }] })
  })

  it.each([[rule('default', [])], [rule('soon', [forward([web])])], [rule('1', [{}])], [{}]])(
    '%j cannot be understood',
    (odd) => {
      expect(routesOf(odd)).toMatchObject({ known: false, gap: 'failed' })
    },
  )
})

describe('conditions', () => {
  it.each([
    [{ Field: 'path-pattern', Values: ['/api/*'] }, 'path /api/*'],
    [{ Field: 'path-pattern', Values: ['/a', '/b'], PathPatternConfig: { Values: ['/a', '/b'] } }, 'path /a or /b'],
    [{ Field: 'host-header', HostHeaderConfig: { RegexValues: ['^a'] } }, 'host ^a'],
    [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Beta', Values: ['1'] } }, 'header X-Beta 1'],
    [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } }, 'method GET'],
    [{ Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'v', Value: '2' }, { Value: 'x' }] } }, 'query v=2 or x'],
    [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8'] } }, 'source 10.0.0.0/8'],
    [{ Field: 'phase-of-moon', Values: ['full'] }, 'phase-of-moon full'],
    [{ Field: 'constructor' }, 'constructor'],
  ])('%j reads %s', (condition, expected) => {
    expect(routesOf(rule('1', [forward([web])], [condition]))).toMatchObject({ value: [{ condition: expected }, {}] })
  })

  it('are joined', () => {
    const conditions = [
      { Field: 'host-header', Values: ['shop.example.com'] },
      { Field: 'path-pattern', Values: ['/api/*'] },
    ]
    const routes = routesOf(rule('1', [forward([web])], conditions))
    expect(routes).toMatchObject({ value: [{ condition: 'host shop.example.com, path /api/*' }, {}] })
  })
})

describe('routing', () => {
  function routing(...rules: readonly object[]) {
    return snapshotOf(listenersCall(listener('l', 80, forward([api]))), rulesCall('l', ...rules)).pools[0]?.routing
  }

  it.each([
    ['everything', [forward([web])], { reached: true, onlyPool: true, weight: 'all' }],
    ['a share', [forward([web, 1], [api, 3])], { reached: true, onlyPool: false, weight: 'some' }],
    ['no share', [forward([web, 0], [api, 1])], { reached: true, onlyPool: false, weight: 'zero' }],
    ['all shares but an empty one', [forward([web, 1], [api, 0])], { reached: true, onlyPool: false, weight: 'all' }],
    ['nothing', [forward([api])], { reached: false, onlyPool: false, weight: 'zero' }],
    ['nothing, nobody gets any', [{ Type: 'fixed-response' }], { reached: false, onlyPool: false, weight: 'zero' }],
  ])('%s', (_, actions, value) => {
    expect(routing(rule('default', actions))).toMatchObject({ known: true, value })
  })

  it('takes all routes together', () => {
    const both = routing(rule('1', [forward([web])]), rule('default', [forward([web, 1], [api, 1])]))
    expect(both).toMatchObject({ value: { reached: true, onlyPool: false, weight: 'some' } })
    const beside = routing(rule('1', [forward([web])]), rule('default', [forward([api])]))
    expect(beside).toMatchObject({ value: { reached: true, onlyPool: false, weight: 'all' } })
  })

  it('is not known when the rules of one listener are not', () => {
    const { pools } = snapshotOf(
      listenersCall(listener('a', 80, forward([web])), listener('b', 81, forward([web]))),
      rulesCall('a', rule('default', [forward([web])])),
      refused('elasticloadbalancing:DescribeRules', { ListenerArn: 'b' }),
    )
    expect(pools[0]?.routing).toMatchObject({
      known: false,
      gap: 'denied',
      sources: [{ call: 'elasticloadbalancing:DescribeRules' }],
    })
  })
})
