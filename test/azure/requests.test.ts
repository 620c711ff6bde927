import { NetworkManagementClient } from '@azure/arm-network'
import { describe, expect, it } from 'vitest'
import type { ArmCall, ArmInput } from '../../src/azure/ask.ts'
import { callInfo, callNames } from '../../src/azure/call-names.ts'
import { permissionsAzure } from '../../src/azure/permissions.ts'
import { requestOf, requestShapes } from '../../src/azure/requests.ts'
import { openSession } from '../../src/azure/session.ts'
import { type MockedArm, mockArm } from './mock-arm.ts'

const subscription = '11111111-1111-1111-1111-111111111111'
const group = `/subscriptions/${subscription}/resourceGroups/shop-rg`
/** Read elsewhere than from Resource Manager. */
const elsewhere = ['Microsoft.Insights/logs/read', 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read']

describe('the table of calls', () => {
  it('names read operations, and the question for health, only', () => {
    for (const name of callNames) expect(name).toMatch(/^Microsoft\.[\w./]+\/read$|\/backendhealth\/action$/)
  })

  it('knows a request for every call that can be asked, and for no other', () => {
    expect(Object.keys(requestShapes).sort()).toEqual(callNames.filter((name) => !elsewhere.includes(name)).sort())
  })

  it('posts nothing but the question for health', () => {
    const posting = (Object.keys(requestShapes) as ArmCall[]).filter(
      (call) => requestOf(call, { id: `${group}/x` }).method !== 'GET',
    )
    expect(posting).toEqual(['Microsoft.Network/applicationGateways/backendhealth/action'])
  })

  it('takes only ids for ids', () => {
    for (const id of [
      '',
      '/',
      'x',
      '/subscriptions',
      '/subscriptions/',
      '/subscriptions/a/../b',
      '/subscriptions/a//b',
      '//evil/x',
      '/providers/x',
    ]) {
      expect(() => requestOf('Microsoft.Network/virtualNetworks/read', { id }), id).toThrow('no resource id')
    }
    const { path } = requestOf('Microsoft.Network/virtualNetworks/read', { id: `${group}/a?b#c d` })
    expect(path).toBe(`${group}/a%3Fb%23c%20d?api-version=2025-05-01`)
  })
})

describe('the role', () => {
  const { Actions, ...role } = permissionsAzure()

  it('allows exactly the permissions of the calls, and what polling and querying need besides', () => {
    const besides = [
      'Microsoft.Network/locations/operationResults/read',
      'Microsoft.OperationalInsights/workspaces/query/read',
      'Microsoft.OperationalInsights/workspaces/query/*/read',
    ]
    const needed = callNames.filter((name) => name !== elsewhere[1]).map((name) => callInfo(name).permission)
    expect([...Actions].sort()).toEqual([...new Set([...needed, ...besides])].sort())
  })

  it('allows reading only, each action once', () => {
    expect(Actions).toEqual([...new Set(Actions)])
    for (const action of Actions) expect(action).toMatch(/\/read$|\/backendhealth\/action$/)
  })

  it('is one that az role definition create takes', () => {
    expect(role).toMatchObject({ Name: 'lb502 reader', IsCustom: true, NotActions: [] })
    expect(role.Description).toContain('Storage Blob Data Reader')
  })
})

/** What the official client asks, and what lb502 asks, for the same. */
describe('requests are those of the official client', () => {
  type Ask = (client: NetworkManagementClient) => Promise<unknown> | AsyncIterableIterator<unknown>
  const cases: readonly (readonly [call: ArmCall, input: ArmInput, official: Ask])[] = [
    [
      'Microsoft.Network/applicationGateways/read',
      { id: at('applicationGateways') },
      (it) => it.applicationGateways.get('shop-rg', 'x'),
    ],
    ['Microsoft.Network/applicationGateways/read', { subscriptionId: subscription }, (it) => it.applicationGateways.listAll()],
    [
      'Microsoft.Network/applicationGateways/backendhealth/action',
      { id: at('applicationGateways') },
      (it) => it.applicationGateways.beginBackendHealthAndWait('shop-rg', 'x'),
    ],
    ['Microsoft.Network/virtualNetworks/read', { id: at('virtualNetworks') }, (it) => it.virtualNetworks.get('shop-rg', 'x')],
    [
      'Microsoft.Network/networkSecurityGroups/read',
      { id: at('networkSecurityGroups') },
      (it) => it.networkSecurityGroups.get('shop-rg', 'x'),
    ],
    ['Microsoft.Network/routeTables/read', { id: at('routeTables') }, (it) => it.routeTables.get('shop-rg', 'x')],
    [
      'Microsoft.Network/networkInterfaces/read',
      { id: at('networkInterfaces') },
      (it) => it.networkInterfaces.get('shop-rg', 'x'),
    ],
    ['Microsoft.Network/networkInterfaces/read', { subscriptionId: subscription }, (it) => it.networkInterfaces.listAll()],
    [
      'Microsoft.Network/networkInterfaces/read',
      { subscriptionId: subscription, resourceGroup: 'shop-rg' },
      (it) => it.networkInterfaces.list('shop-rg'),
    ],
    [
      'Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read',
      { id: `${group}/providers/Microsoft.Compute/virtualMachineScaleSets/x` },
      (it) => it.networkInterfaces.listVirtualMachineScaleSetNetworkInterfaces('shop-rg', 'x'),
    ],
    [
      'Microsoft.Network/publicIPAddresses/read',
      { id: at('publicIPAddresses') },
      (it) => it.publicIPAddresses.get('shop-rg', 'x'),
    ],
    ['Microsoft.Network/natGateways/read', { id: at('natGateways') }, (it) => it.natGateways.get('shop-rg', 'x')],
    [
      'Microsoft.Network/privateEndpoints/read',
      { subscriptionId: subscription },
      (it) => it.privateEndpoints.listBySubscription(),
    ],
  ]

  it.each(cases)('%s %o', async (call, input, official) => {
    const [theirs, ours] = [mockArm({}), mockArm({})]
    const client = new NetworkManagementClient(theirs.credential, subscription, { httpClient: theirs.httpClient })
    const asked = official(client)
    await ('next' in asked ? asked.next() : asked).catch(() => undefined)
    await openSession(ours).read(call, input)
    expect(only(ours)).toEqual(only(theirs))
  })
})

function at(type: string): string {
  return `${group}/providers/Microsoft.Network/${type}/x`
}

function only({ sent, scopes }: MockedArm): unknown {
  expect(sent).toHaveLength(1)
  // Azure compares paths without regard to case, and the client's own spelling varies.
  return { scopes, ...sent[0], path: sent[0]?.path.toLowerCase() }
}
