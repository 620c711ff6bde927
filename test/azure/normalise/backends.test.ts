import { describe, expect, it } from 'vitest'
import type { CallRecord } from '../../../src/core/evidence.ts'
import {
  answered,
  appSubnetId,
  backendsOf,
  gatewayCall,
  gatewayId,
  healthCall,
  networkId,
  poolOf,
  refused,
  snapshotOf,
  subscription,
  up,
} from './build.ts'
import { configurationId, machineId, networkCall, nic, nicId, nicsCall, stateCall } from './network.ts'

const web = { name: 'web-nic', address: '10.0.2.4', machine: 'web-vm' }
const listed = networkCall({ inhabitants: [configurationId(nicId('web-nic'))] })

describe('members registered by address', () => {
  it('have their health, the interface that owns the address, and its machine', () => {
    const snapshot = snapshotOf(
      gatewayCall(),
      healthCall('web', 'http', up),
      listed,
      nicsCall(web),
      stateCall('web-vm', 'running'),
    )
    expect(backendsOf(snapshot, 'web')).toMatchObject([
      {
        key: '10.0.2.4:8080',
        id: '10.0.2.4',
        port: 8080,
        probePort: 8080,
        zone: null,
        health: { state: 'healthy', reason: 'none' },
        machine: { known: true, value: { id: machineId('web-vm'), state: 'running', addresses: ['10.0.2.4'] } },
        networkInterface: {
          known: true,
          value: {
            id: nicId('web-nic'),
            description: 'machine web-vm',
            subnetId: appSubnetId,
            networkId,
            addresses: ['10.0.2.4'],
          },
        },
        logKeys: ['10.0.2.4:8080'],
        named: null,
      },
    ])
    expect(poolOf(snapshot, 'web').healthRead.known).toBe(true)
  })

  it('may be IPv6', () => {
    const call = gatewayCall({ pools: { web: { backendAddresses: [{ ipAddress: 'fd00:0::5' }] } } })
    const server = { ...up, address: 'fd00::5' }
    expect(backendsOf(snapshotOf(call, healthCall('web', 'http', server)), 'web')).toMatchObject([
      { key: '[fd00:0::5]:8080', health: { state: 'healthy' }, logKeys: ['fd00:0::5:8080', 'fd00::5:8080'] },
    ])
  })

  it('may be written as names, and names as addresses', () => {
    const call = gatewayCall({
      pools: { web: { backendAddresses: [{ fqdn: '10.0.2.4' }, { ipAddress: 'app.test' }, '10.0.2.9'] } },
    })
    expect(backendsOf(snapshotOf(call), 'web').map(({ key, named }) => [key, named?.name ?? null])).toEqual([
      ['10.0.2.4:8080', null],
      ['10.0.2.9:8080', null],
      ['app.test:8080', 'app.test'],
    ])
  })

  it('stand with their health unread while backend health is denied', () => {
    const input = { id: gatewayId }
    const denied = refused('Microsoft.Network/applicationGateways/backendhealth/action', input)
    const snapshot = snapshotOf(gatewayCall(), denied)
    expect(poolOf(snapshot, 'web').healthRead).toMatchObject({ known: false, gap: 'denied' })
    expect(backendsOf(snapshot, 'web')).toMatchObject([
      { health: { state: 'unknown', reason: 'unknown', label: 'could not be read' } },
    ])
  })

  it('that health does not list are unknown', () => {
    const snapshot = snapshotOf(gatewayCall(), healthCall('web', 'http'))
    expect(backendsOf(snapshot, 'web')).toMatchObject([{ health: { state: 'unknown', label: 'not listed in backend health' } }])
  })

  it('are probed on the port of the probe', () => {
    const probe = { id: `${gatewayId}/probes/own` }
    const call = gatewayCall({
      settings: { http: { port: 8080, protocol: 'Http', probe } },
      probes: {
        own: { protocol: 'Http', host: 'a.test', path: '/', interval: 30, timeout: 30, unhealthyThreshold: 3, port: 9000 },
      },
    })
    expect(backendsOf(snapshotOf(call), 'web')).toMatchObject([{ key: '10.0.2.4:8080', port: 8080, probePort: 9000 }])
  })
})

describe('members registered by network interface', () => {
  const pools = { web: { backendIPConfigurations: [{ id: configurationId(nicId('web-nic')) }] } }
  const byInterface = gatewayCall({ pools })

  it('are known by their machine and by the address of the interface', () => {
    const one = answered('Microsoft.Network/networkInterfaces/read', { id: nicId('web-nic') }, nic(web))
    const snapshot = snapshotOf(byInterface, healthCall('web', 'http', up), one, stateCall('web-vm', 'deallocated'))
    expect(poolOf(snapshot, 'web').config).toMatchObject({ value: { backendKind: 'instance' } })
    expect(backendsOf(snapshot, 'web')).toMatchObject([
      {
        key: '10.0.2.4:8080',
        id: 'web-vm',
        health: { state: 'healthy' },
        machine: {
          value: {
            state: 'stopped',
            providerState: 'deallocated',
            transition: 'Provisioning succeeded at 2026-03-01T05:00:02.123Z',
          },
        },
        logKeys: ['10.0.2.4:8080'],
      },
    ])
  })

  it('are found in health by the configuration as well', () => {
    const server = { ...up, ipConfiguration: { id: configurationId(nicId('web-nic')).toUpperCase() } }
    expect(backendsOf(snapshotOf(byInterface, healthCall('web', 'http', server)), 'web')).toMatchObject([
      { key: 'web-nic:8080', id: 'web-nic', health: { state: 'healthy' }, networkInterface: { known: false }, logKeys: [] },
    ])
  })

  it('that may not be read show by their addresses in health', () => {
    const denied = refused('Microsoft.Network/networkInterfaces/read', { id: nicId('web-nic') })
    expect(backendsOf(snapshotOf(byInterface, denied, healthCall('web', 'http', up)), 'web')).toMatchObject([
      {
        key: '10.0.2.4:8080',
        health: { state: 'healthy' },
        networkInterface: { known: false, gap: 'denied' },
        machine: { known: false, gap: 'denied' },
        logKeys: ['10.0.2.4:8080'],
      },
    ])
  })

  it('are not guessed at where health lists another number of addresses', () => {
    const servers = [up, { ...up, address: '10.0.2.5' }]
    expect(backendsOf(snapshotOf(byInterface, healthCall('web', 'http', ...servers)), 'web')).toMatchObject([
      { key: 'web-nic:8080', health: { label: 'not listed in backend health' } },
    ])
  })

  it('that are gone have neither interface nor machine', () => {
    const gone = refused('Microsoft.Network/networkInterfaces/read', { id: nicId('web-nic') }, 'notFound', 'ResourceNotFound')
    expect(backendsOf(snapshotOf(byInterface, gone), 'web')).toMatchObject([
      { key: 'web-nic:8080', machine: { known: true, value: null }, networkInterface: { known: true, value: null } },
    ])
    const hidden = refused(
      'Microsoft.Network/networkInterfaces/read',
      { id: nicId('web-nic') },
      'notFound',
      'SubscriptionNotFound',
    )
    expect(backendsOf(snapshotOf(byInterface, hidden), 'web')).toMatchObject([
      { networkInterface: { known: false, gap: 'notFound' } },
    ])
  })

  it('may belong to a scale set', () => {
    const set = `/subscriptions/${subscription}/resourceGroups/shop-rg/providers/Microsoft.Compute/virtualMachineScaleSets/web`
    const id = `${set}/virtualMachines/0/networkInterfaces/nic`
    const call = gatewayCall({ pools: { web: { backendIPConfigurations: [{ id: `${id}/ipConfigurations/ipc` }] } } })
    const interfaces = answered(
      'Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read',
      { id: set },
      {
        value: [
          {
            id,
            name: 'nic',
            properties: {
              virtualMachine: { id: `${set}/virtualMachines/0` },
              ipConfigurations: [
                { id: `${id}/ipConfigurations/ipc`, properties: { privateIPAddress: '10.0.2.7', subnet: { id: appSubnetId } } },
              ],
            },
          },
        ],
      },
    )
    expect(backendsOf(snapshotOf(call, interfaces), 'web')).toMatchObject([
      { key: '10.0.2.7:8080', networkInterface: { value: { id } }, machine: { known: false, gap: 'notCollected' } },
    ])
  })
})

describe('who owns an address', () => {
  const ownerOf = (...calls: readonly CallRecord[]) => backendsOf(snapshotOf(gatewayCall(), ...calls), 'web')[0]?.networkInterface

  it('is nobody when everybody in its subnet is known and has another', () => {
    const other = { name: 'web-nic', address: '10.0.2.5' }
    expect(ownerOf(listed, nicsCall(other))).toMatchObject({ known: true, value: null })
  })

  it('is nobody when its subnet names nobody and every interface was listed', () => {
    expect(ownerOf(networkCall(), nicsCall({ name: 'web-nic', address: '10.0.2.5' }))).toMatchObject({ known: true, value: null })
  })

  it('is nobody outside of all subnets', () => {
    const call = gatewayCall({ pools: { web: { backendAddresses: [{ ipAddress: '10.0.200.4' }] } } })
    expect(backendsOf(snapshotOf(call, listed), 'web')).toMatchObject([{ networkInterface: { known: true, value: null } }])
  })

  it.each<[string, readonly CallRecord[]]>([
    ['no network was read', [nicsCall()]],
    ['somebody in the subnet was not read', [listed]],
    ['interfaces are denied', [listed, refused('Microsoft.Network/networkInterfaces/read', { subscriptionId: subscription })]],
    [
      'the subnet names nobody and interfaces are denied',
      [networkCall(), refused('Microsoft.Network/networkInterfaces/read', { subscriptionId: subscription })],
    ],
    [
      'the subnet names nobody and only those of one group were listed',
      [
        networkCall(),
        answered(
          'Microsoft.Network/networkInterfaces/read',
          { subscriptionId: subscription, resourceGroup: 'shop-rg' },
          { value: [] },
        ),
      ],
    ],
    ['the network names no subnets', [networkCall({ subnets: [] }), nicsCall()]],
    [
      'a balancer lives in the subnet',
      [
        networkCall({
          inhabitants: [`${gatewayId.replace('applicationGateways', 'loadBalancers')}/frontendIPConfigurations/in`],
        }),
        nicsCall(),
      ],
    ],
    [
      'a service has the subnet',
      [
        networkCall({ app: { delegations: [{ name: 'd', properties: { serviceName: 'Microsoft.App/environments' } }] } }),
        nicsCall(),
      ],
    ],
  ])('is not known where %s', (_, calls) => {
    expect(ownerOf(...calls)).toMatchObject({ known: false })
  })

  it.each(['20.50.1.1', '172.16.0.4'])('is not known beyond the network: %s', (ipAddress) => {
    const call = gatewayCall({ pools: { web: { backendAddresses: [{ ipAddress }] } } })
    expect(backendsOf(snapshotOf(call, listed, nicsCall(web)), 'web')).toMatchObject([
      { networkInterface: { known: false, gap: 'notCollected', sources: [{ permission: null }] } },
    ])
  })

  it('is looked for in peered networks, not in others', () => {
    const peer = networkId.replace('shop-vnet', 'app-vnet')
    const call = gatewayCall({ pools: { web: { backendAddresses: [{ ipAddress: '10.9.0.4' }] } } })
    const there = { name: 'far', address: '10.9.0.4', subnetId: `${peer}/subnets/app` }
    const elsewhere = { name: 'else', address: '10.9.0.4', subnetId: `${networkId.replace('shop-vnet', 'stranger')}/subnets/app` }
    const around = networkCall({ peerings: [{ id: peer.toUpperCase(), spaces: ['10.9.0.0/16'] }] })
    expect(backendsOf(snapshotOf(call, around, nicsCall(elsewhere, there)), 'web')).toMatchObject([
      { networkInterface: { value: { id: nicId('far') } } },
    ])
    expect(backendsOf(snapshotOf(call, around, nicsCall(elsewhere)), 'web')).toMatchObject([
      { networkInterface: { known: false } },
    ])
  })
})
