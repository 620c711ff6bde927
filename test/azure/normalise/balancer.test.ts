import { describe, expect, it } from 'vitest'
import { indexArmCalls } from '../../../src/azure/normalise/calls.ts'
import { placeOf, readGateway } from '../../../src/azure/normalise/gateway.ts'
import { normaliseAzure } from '../../../src/azure/normalise/index.ts'
import {
  answered,
  arm,
  evidenceOf,
  gatewayCall,
  gatewayId,
  gatewaySubnetId,
  item,
  networkId,
  refused,
  snapshotOf,
  subscription,
} from './build.ts'

const privateFrontend = item('frontendIPConfigurations', 'inner', {
  privateIPAddress: '10.0.1.10',
  privateIPAllocationMethod: 'Static',
})

describe('the gateway', () => {
  it('says where and what it is', () => {
    const address = answered(
      'Microsoft.Network/publicIPAddresses/read',
      { id: arm('Microsoft.Network', 'publicIPAddresses', 'shop-ip') },
      {
        id: arm('Microsoft.Network', 'publicIPAddresses', 'shop-ip'),
        properties: { ipAddress: '20.50.1.1', dnsSettings: { fqdn: 'shop.westeurope.cloudapp.azure.com' } },
      },
    )
    const { loadBalancer } = snapshotOf(gatewayCall(), address)
    expect(loadBalancer).toMatchObject({
      id: gatewayId,
      name: 'shop-gw',
      region: 'westeurope',
      account: subscription,
      nodes: { known: true, value: [] },
      overview: {
        known: true,
        value: {
          state: 'active',
          providerState: 'Running',
          providerReason: null,
          scheme: 'public',
          ipv6: false,
          networkId,
          zones: [{ name: 'gateway', subnetId: gatewaySubnetId }],
          groupIds: [],
          dnsName: 'shop.westeurope.cloudapp.azure.com',
        },
      },
    })
  })

  it('that is denied is a gap throughout, under its name', () => {
    const snapshot = snapshotOf(refused('Microsoft.Network/applicationGateways/read', { id: gatewayId }))
    expect(snapshot.loadBalancer).toMatchObject({
      name: 'shop-gw',
      region: 'westeurope',
      overview: { known: false, gap: 'denied', sources: [{ permission: 'Microsoft.Network/applicationGateways/read' }] },
      settings: { known: false },
      listeners: { known: false },
    })
    expect(snapshot.pools).toEqual([])
  })

  it('that nobody named is not known', () => {
    const snapshot = normaliseAzure(evidenceOf([gatewayCall()], { loadBalancerId: null }))
    expect(snapshot.loadBalancer).toMatchObject({ id: null, name: null, overview: { known: false, gap: 'notFound' } })
  })

  it.each([
    ['Running', 'Succeeded', 'active', 'Running', null],
    ['Running', 'Failed', 'update-failed', 'Failed', 'provisioning state Failed'],
    ['Running', 'Updating', 'active', 'Running', 'provisioning state Updating'],
    ['Starting', 'Updating', 'provisioning', 'Starting', 'provisioning state Updating'],
    ['Stopped', 'Succeeded', 'stopped', 'Stopped', null],
    ['Stopped', 'Failed', 'stopped', 'Stopped', 'provisioning state Failed'],
    ['Stopping', 'Updating', 'stopped', 'Stopping', 'provisioning state Updating'],
  ])('%s and %s', (operationalState, provisioningState, state, providerState, providerReason) => {
    const { loadBalancer } = snapshotOf(gatewayCall({ properties: { operationalState, provisioningState } }))
    expect(loadBalancer.overview).toMatchObject({ value: { state, providerState, providerReason } })
  })

  it('in a state nobody knows is noted', () => {
    const snapshot = snapshotOf(gatewayCall({ properties: { operationalState: 'Levitating' } }))
    expect(snapshot.loadBalancer.overview).toMatchObject({ value: { state: 'unknown', providerState: 'Levitating' } })
    expect(snapshot.unmodelled).toEqual(['operational state levitating'])
  })

  it.each<[string, object, number | null]>([
    ['autoscaling', { autoscaleConfiguration: { minCapacity: 2, maxCapacity: 12 } }, 120],
    ['autoscaling without an end', { autoscaleConfiguration: { minCapacity: 2 } }, null],
    ['a fixed size', { autoscaleConfiguration: null, sku: { name: 'WAF_v2', tier: 'WAF_v2', capacity: 3 } }, 30],
    ['the first generation', { autoscaleConfiguration: null, sku: { name: 'WAF_Large', tier: 'WAF', capacity: 3 } }, null],
  ])('can grow: %s', (_, properties, maximumCapacityUnits) => {
    const { loadBalancer } = snapshotOf(gatewayCall({ properties }))
    expect(loadBalancer.settings).toMatchObject({ value: { maximumCapacityUnits, idleTimeoutSeconds: null } })
  })
})

describe('the generation', () => {
  it.each([
    ['Standard', 502],
    ['WAF', 502],
    ['Standard_v2', 504],
    ['WAF_v2', 504],
    ['Basic', 504],
    ['Basic_v2', 504],
    ['Basic_WAF_v2', 504],
  ])('of %s answers late backends with %i', (tier, timeoutStatus) => {
    const { conduct, unmodelled } = snapshotOf(gatewayCall({ properties: { sku: { name: tier, tier } } }))
    expect(conduct).toEqual({
      timeoutStatus,
      nobodyStatus: 502,
      allUnhealthy: 'answers-itself',
      verifiesCertificates: true,
      countsConnectionErrors: false,
    })
    expect(unmodelled).toEqual([])
  })

  it('of a tier nobody knows is the newest', () => {
    const { conduct, unmodelled } = snapshotOf(gatewayCall({ properties: { sku: { name: 'Ultra_v3', tier: 'Ultra_v3' } } }))
    expect(conduct.timeoutStatus).toBe(504)
    expect(unmodelled).toEqual(['gateway tier Ultra_v3'])
  })
})

describe('network isolation', () => {
  const isolated = (options: Parameters<typeof gatewayCall>[0], generation: 'v1' | 'v2' = 'v2'): boolean | null => {
    const place = placeOf(readGateway(indexArmCalls([gatewayCall(options)]), gatewayId), generation)
    if (!place.known) throw new Error(place.message)
    return place.value.isolated
  }

  it('shows in the tag that Azure sets, or in having no public address', () => {
    expect(isolated({ tags: { EnhancedNetworkControl: 'True' } })).toBe(true)
    expect(isolated({ frontends: [privateFrontend] })).toBe(true)
    expect(isolated({ frontends: [privateFrontend] }, 'v1')).toBe(false)
    expect(isolated({})).toBeNull()
  })
})
