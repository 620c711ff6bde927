import { describe, expect, it } from 'vitest'
import { normaliseAzure } from '../../../src/azure/normalise/index.ts'
import { poolIdsByName } from '../../../src/azure/normalise/pool-ids.ts'
import { usesOf } from '../../../src/azure/normalise/pool-uses.ts'
import {
  answered,
  evidenceOf,
  gatewayCall,
  gatewayId,
  listener,
  networkId,
  part,
  pool,
  poolHealth,
  poolOf,
  refused,
  rule,
  setting,
  snapshotOf,
  up,
} from './build.ts'

describe('pools', () => {
  it('are address pools with the setting they are used with', () => {
    const snapshot = snapshotOf(gatewayCall())
    expect(snapshot.pools).toHaveLength(1)
    const web = poolOf(snapshot, 'web')
    expect(web.id).toBe(pool('web').id)
    expect(web.partNames).toEqual({ members: 'web', setting: 'http', probe: null })
    expect(web.config).toMatchObject({
      known: true,
      value: {
        backendKind: 'address',
        protocol: 'http',
        protocolVersion: 'http1',
        port: 8080,
        networkId,
        loadBalancerIds: [gatewayId],
        host: { kind: 'client' },
        tls: null,
      },
    })
    expect(web.settings).toMatchObject({
      value: { answerTimeoutSeconds: 20, drainSeconds: 30, failOpenBelow: null, stickiness: false },
    })
    expect(web.routing).toMatchObject({ value: { reached: true, onlyPool: true, weight: 'all' } })
  })

  it('are told apart by the setting where one is used with several', () => {
    const snapshot = snapshotOf(
      gatewayCall({
        pools: { web: { backendAddresses: [{ ipAddress: '10.0.2.4' }] }, api: { backendAddresses: [] } },
        settings: { plain: { port: 80, protocol: 'Http' }, slow: { port: 80, protocol: 'Http', requestTimeout: 180 } },
        listeners: {
          one: listener('port-80', { hostName: 'a.test' }),
          two: listener('port-80', { hostName: 'b.test' }),
          three: listener('port-443'),
        },
        rules: { a: rule('one', 'web', 'plain', 10), b: rule('two', 'web', 'slow', 20), c: rule('three', 'api', 'slow', 30) },
      }),
    )
    expect(snapshot.pools.map(({ id, name }) => [id, name])).toEqual([
      [`${pool('web').id}/settings/plain`, 'web / plain'],
      [`${pool('web').id}/settings/slow`, 'web / slow'],
      [pool('api').id, 'api'],
    ])
    expect(poolOf(snapshot, 'web / slow').settings).toMatchObject({ value: { answerTimeoutSeconds: 180 } })
    expect(poolOf(snapshot, 'web / slow').routing).toMatchObject({ value: { reached: true, onlyPool: false } })
    expect(poolOf(snapshot, 'api').backends).toMatchObject({ known: true, value: [] })
  })

  it('compare ids without regard to case, and keep the spelling of the pool', () => {
    const shouting = rule('plain', 'web', 'http')
    const snapshot = snapshotOf(
      gatewayCall({
        rules: {
          a: {
            ...shouting,
            backendAddressPool: { id: pool('web').id.toUpperCase() },
            backendHttpSettings: { id: setting('http').id.toLowerCase() },
          },
        },
      }),
    )
    expect(snapshot.pools.map(({ id }) => id)).toEqual([pool('web').id])
    expect(snapshot.pools[0]?.config.known).toBe(true)
    expect(poolOf(snapshot, 'web').partNames.setting).toBe('http')
  })

  it('that no rule uses are left out, unless asked for', () => {
    const call = gatewayCall({ pools: { web: { backendAddresses: [] }, spare: { backendAddresses: [] } } })
    expect(snapshotOf(call).pools.map(({ name }) => name)).toEqual(['web'])
    const asked = normaliseAzure(evidenceOf([call], { poolIds: [pool('spare').id, pool('WEB').id] }))
    expect(asked.pools.map(({ name }) => name)).toEqual(['spare', 'web'])
    expect(poolOf(asked, 'spare').config).toMatchObject({ known: false, gap: 'notFound' })
    expect(poolOf(asked, 'spare').routing).toMatchObject({ value: { reached: false } })
  })

  it('are those that the gateway probes while the gateway itself cannot be read', () => {
    const input = { id: gatewayId }
    const health = { backendAddressPools: [poolHealth('web', { http: [up] })] }
    const snapshot = snapshotOf(
      refused('Microsoft.Network/applicationGateways/read', input),
      answered('Microsoft.Network/applicationGateways/backendhealth/action', input, health),
    )
    expect(snapshot.pools.map(({ name }) => name)).toEqual(['web'])
    expect(poolOf(snapshot, 'web')).toMatchObject({
      config: { known: false, gap: 'denied' },
      backends: { known: false, gap: 'denied' },
      healthRead: { known: true },
    })
  })

  it('have members from load distribution policies too', () => {
    const target = (name: string, weightPerServer: number): object => ({
      name,
      properties: { backendAddressPool: pool(name), weightPerServer },
    })
    const spread = { ...rule('plain', 'web', 'http'), loadDistributionPolicy: part('loadDistributionPolicies', 'canary') }
    const snapshot = snapshotOf(
      gatewayCall({
        pools: { web: { backendAddresses: [] }, canary: { backendAddresses: [] } },
        rules: { all: spread },
        properties: {
          loadDistributionPolicies: [
            {
              ...part('loadDistributionPolicies', 'canary'),
              properties: { loadDistributionTargets: [target('web', 95), target('canary', 5)] },
            },
          ],
        },
      }),
    )
    expect(snapshot.pools.map(({ name }) => name)).toEqual(['web', 'canary'])
    expect(poolOf(snapshot, 'canary').routing).toMatchObject({ value: { reached: true, weight: 'some' } })
  })
})

describe('the names under which logs know pools', () => {
  const pair = (poolName: string, settingName: string) => ({ poolId: pool(poolName).id, settingId: setting(settingName).id })
  const ids = poolIdsByName(usesOf([pair('Web', 'Http'), pair('web', 'https'), pair('api', 'http')]))

  it('are found without regard to case', () => {
    expect(ids('WEB', 'http')).toBe(`${pool('Web').id}/settings/Http`)
    expect(ids('Api', 'HTTP')).toBe(pool('api').id)
  })

  it('need no setting where a pool is used with one only', () => {
    expect(ids('api', null)).toBe(pool('api').id)
    expect(ids('web', null)).toBeNull()
  })

  it('are none for what no rule uses any more', () => {
    expect(ids('api', 'https')).toBeNull()
    expect(ids('gone', null)).toBeNull()
  })
})
