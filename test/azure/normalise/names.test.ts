import { describe, expect, it } from 'vitest'
import type { CallRecord } from '../../../src/core/evidence.ts'
import type { Fact } from '../../../src/core/fact.ts'
import type { Backend, Resolution } from '../../../src/core/model.ts'
import { answered, arm, backendsOf, gatewayCall, healthCall, networkId, refused, snapshotOf, subscription, up } from './build.ts'
import { configurationId, networkCall, nicId, nicsCall, zoneCalls } from './network.ts'

function backendNamed(fqdn: string, ...calls: readonly CallRecord[]): Backend {
  const call = gatewayCall({ pools: { web: { backendAddresses: [{ fqdn }] } } })
  const [backend] = backendsOf(snapshotOf(call, ...calls), 'web')
  if (backend === undefined) throw new Error('no backend')
  return backend
}

function resolutionOf(fqdn: string, ...calls: readonly CallRecord[]): Fact<Resolution> {
  const { named } = backendNamed(fqdn, ...calls)
  if (named === null) throw new Error('no name')
  return named.resolution
}

const own = { dnsServers: ['10.0.3.4'] }
const site = 'shop.z6.web.core.windows.net'
const twin = { name: 'privatelink.web.core.windows.net', records: { shop: ['10.0.2.9'] } }
const internal = { name: 'corp.internal', links: [networkId], records: { app: ['10.0.2.4'] } }

const endpoint = answered(
  'Microsoft.Network/privateEndpoints/read',
  { id: arm('Microsoft.Network', 'privateEndpoints', 'shop-pe') },
  {
    id: arm('Microsoft.Network', 'privateEndpoints', 'shop-pe'),
    name: 'shop-pe',
    properties: { customDnsConfigs: [{ fqdn: 'Shop.z6.web.core.windows.net', ipAddresses: ['10.0.2.9'] }] },
  },
)

describe('names of the network’s own zones', () => {
  it('resolve to what a linked zone says, and the backend is found by the address', () => {
    const around = networkCall({ inhabitants: [configurationId(nicId('n'))] })
    const backend = backendNamed(
      'App.Corp.Internal',
      around,
      ...zoneCalls({ ...internal, links: [networkId.toUpperCase()] }),
      nicsCall({ name: 'n', address: '10.0.2.4' }),
      healthCall('web', 'http', { ...up, address: 'app.corp.internal' }),
    )
    expect(backend).toMatchObject({
      key: 'App.Corp.Internal:8080',
      id: 'App.Corp.Internal',
      health: { state: 'healthy' },
      networkInterface: { value: { id: nicId('n') } },
      logKeys: ['10.0.2.4:8080'],
      named: { name: 'App.Corp.Internal', resolution: { known: true, value: { kind: 'resolves', addresses: ['10.0.2.4'] } } },
    })
  })

  it.each<[string, string, readonly CallRecord[], Resolution['kind']]>([
    ['a record for everything', 'any.corp.internal', zoneCalls({ ...internal, records: { '*': ['10.0.2.4'] } }), 'resolves'],
    ['the zone’s own name', 'corp.internal', zoneCalls({ ...internal, records: { '@': ['10.0.2.4'] } }), 'resolves'],
    ['no record, and the zone holds nothing else', 'gone.corp.internal', zoneCalls(internal), 'fails'],
    ['no address, but records of other types', 'gone.corp.internal', zoneCalls({ ...internal, others: 1 }), 'untold'],
    [
      'no record, and public DNS asked next',
      'gone.corp.internal',
      zoneCalls({ ...internal, resolutionPolicy: 'NxDomainRedirect' }),
      'untold',
    ],
    [
      'the more exact zone without it',
      'app.eu.corp.internal',
      zoneCalls({ ...internal, records: { 'app.eu': ['10.0.2.4'] } }, { name: 'eu.corp.internal', links: [networkId] }),
      'fails',
    ],
    [
      'a zone linked to another network only',
      'app.corp.internal',
      zoneCalls({ ...internal, links: [`${networkId}-2`] }),
      'elsewhere',
    ],
    ['no zone', 'www.shop.test', zoneCalls(internal), 'untold'],
    ['a single label', 'app', zoneCalls(), 'fails'],
  ])('%s', (_, name, zones, kind) => {
    expect(resolutionOf(name, networkCall(), ...zones)).toMatchObject({ known: true, value: { kind } })
  })

  it('are for the network’s own DNS servers to answer, where it has any', () => {
    for (const name of ['app.corp.internal', 'app', 'shop.azurewebsites.net']) {
      expect(resolutionOf(name, networkCall(own), ...zoneCalls(internal))).toMatchObject({
        value: { kind: 'untold', because: "the network's own DNS servers answer for it: 10.0.3.4" },
      })
    }
  })

  it.each<[string, readonly CallRecord[]]>([
    ['the network', zoneCalls(internal)],
    ['the zones', [networkCall()]],
    ['the zones (denied)', [networkCall(), refused('Microsoft.Network/privateDnsZones/read', { subscriptionId: subscription })]],
    ['the links', [networkCall(), ...zoneCalls(internal).filter(({ call }) => !call.includes('virtualNetworkLinks'))]],
    ['the records', [networkCall(), ...zoneCalls(internal).filter(({ call }) => !call.endsWith('/A/read'))]],
  ])('are not known without %s', (_, calls) => {
    expect(resolutionOf('app.corp.internal', ...calls)).toMatchObject({ known: false })
  })
})

describe('names of the platform', () => {
  it('resolve to the private endpoint when the private twin of their zone is linked, whatever DNS servers the network has', () => {
    for (const network of [networkCall(), networkCall(own)]) {
      expect(resolutionOf(site, network, ...zoneCalls({ ...twin, links: [networkId] }))).toMatchObject({
        value: { kind: 'resolves', addresses: ['10.0.2.9'] },
      })
    }
  })

  it('lead elsewhere when it is linked to the network of the DNS servers only', () => {
    const hub = networkId.replace('shop-vnet', 'hub-vnet')
    expect(resolutionOf(site, networkCall(own), ...zoneCalls({ ...twin, links: [hub] }))).toMatchObject({
      value: {
        kind: 'elsewhere',
        meant: ['10.0.2.9'],
        because:
          "the private DNS zone privatelink.web.core.windows.net, which gives it 10.0.2.9, is not linked to the gateway's virtual network, so public DNS answers",
      },
    })
    const backend = backendNamed(site, networkCall(own), ...zoneCalls({ ...twin, links: [hub] }))
    expect(backend).toMatchObject({ networkInterface: { known: false }, logKeys: [] })
  })

  it('are public where the twin belongs to a network that the gateway does not reach', () => {
    const far = { ...twin, records: { shop: ['10.77.0.9'] } }
    expect(resolutionOf(site, networkCall(), ...zoneCalls(far))).toMatchObject({ value: { kind: 'untold' } })
    const peer = { id: networkId.replace('shop-vnet', 'far-vnet'), spaces: ['10.77.0.0/16'] }
    expect(resolutionOf(site, networkCall({ peerings: [peer] }), ...zoneCalls(far))).toMatchObject({
      value: { kind: 'elsewhere' },
    })
  })

  it('fail when the linked twin lacks what a private endpoint goes by', () => {
    const empty = { ...twin, links: [networkId], records: {} }
    expect(resolutionOf(site, networkCall(), ...zoneCalls(empty), endpoint)).toMatchObject({ value: { kind: 'fails' } })
    expect(resolutionOf(site, networkCall(), ...zoneCalls(empty))).toMatchObject({
      value: { kind: 'untold', because: 'public DNS answers for it' },
    })
  })

  it('with a private endpoint and no zone to be seen are left open', () => {
    expect(resolutionOf(site, networkCall(), ...zoneCalls(), endpoint)).toMatchObject({
      value: {
        kind: 'untold',
        because: 'a private endpoint has 10.0.2.9 for it, but no private DNS zone that was listed holds the name',
      },
    })
  })

  it('of App Service are found in their twin too', () => {
    const zone = {
      name: 'privatelink.azurewebsites.net',
      links: [networkId],
      records: { shop: ['10.0.2.9'], 'shop.scm': ['10.0.2.9'] },
    }
    expect(resolutionOf('shop.azurewebsites.net', networkCall(), ...zoneCalls(zone))).toMatchObject({
      value: { kind: 'resolves' },
    })
  })

  it('that fail lead to nobody', () => {
    expect(backendNamed('app', networkCall(), ...zoneCalls())).toMatchObject({
      machine: { known: true, value: null },
      networkInterface: { known: true, value: null },
      logKeys: [],
    })
  })
})
