import { describe, expect, it } from 'vitest'
import type { ArmCall, ArmInput } from '../../src/azure/ask.ts'
import { callInfo, callNames } from '../../src/azure/call-names.ts'
import { permissionsAzure } from '../../src/azure/permissions.ts'
import { openSession } from '../../src/azure/session.ts'
import type { Answer } from '../../src/collect/answer.ts'
import { mockArm } from './mock-arm.ts'

const subscription = '11111111-1111-1111-1111-111111111111'
const inSubscription = `/subscriptions/${subscription}`
const group = `${inSubscription}/resourceGroups/shop-rg`
/** Read elsewhere than from Resource Manager. */
const elsewhere = ['Microsoft.Insights/logs/read', 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read']

function idOf(type: string): string {
  return `${group}/providers/${type}/x`
}

/** What one call sends, and what comes of it when nothing is there. */
async function asked(
  call: ArmCall,
  input: ArmInput,
): Promise<{ readonly sent: readonly string[]; readonly answer: Answer<unknown> }> {
  const arm = mockArm({})
  const answer = await openSession(arm).read(call, input)
  return {
    sent: arm.sent.map(({ method, path, query }) => `${method} ${path}?${new URLSearchParams(query)}`),
    answer,
  }
}

const requests: readonly (readonly [call: ArmCall, input: ArmInput, request: string])[] = [
  ['Microsoft.Resources/subscriptions/read', {}, 'GET /subscriptions?api-version=2022-12-01'],
  ...objects('2025-05-01', [
    'Microsoft.Network/applicationGateways',
    'Microsoft.Network/virtualNetworks',
    'Microsoft.Network/networkSecurityGroups',
    'Microsoft.Network/routeTables',
    'Microsoft.Network/networkInterfaces',
    'Microsoft.Network/publicIPAddresses',
    'Microsoft.Network/natGateways',
  ]),
  ...lists('2025-05-01', [
    'Microsoft.Network/applicationGateways',
    'Microsoft.Network/networkInterfaces',
    'Microsoft.Network/privateEndpoints',
  ]),
  [
    'Microsoft.Network/networkInterfaces/read',
    { subscriptionId: subscription, resourceGroup: 'shop-rg' },
    `GET ${group}/providers/Microsoft.Network/networkInterfaces?api-version=2025-05-01`,
  ],
  [
    'Microsoft.Network/applicationGateways/backendhealth/action',
    { id: idOf('Microsoft.Network/applicationGateways') },
    `POST ${idOf('Microsoft.Network/applicationGateways')}/backendhealth?api-version=2025-05-01`,
  ],
  // The client's own spelling; Azure compares without regard to case.
  [
    'Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read',
    { id: idOf('Microsoft.Compute/virtualMachineScaleSets') },
    `GET ${idOf('microsoft.Compute/virtualMachineScaleSets')}/networkInterfaces?api-version=2018-10-01`,
  ],
  below('Microsoft.Compute/virtualMachineScaleSets', 'virtualMachines', '2024-07-01'),
  below('Microsoft.Compute/virtualMachines', 'instanceView', '2024-07-01'),
  ...lists('2024-06-01', ['Microsoft.Network/privateDnsZones']),
  below('Microsoft.Network/privateDnsZones', 'virtualNetworkLinks', '2024-06-01'),
  below('Microsoft.Network/privateDnsZones', 'A', '2024-06-01'),
  [
    'Microsoft.Insights/metrics/read',
    { id: idOf('Microsoft.Network/applicationGateways'), metricnames: 'a,b' },
    `GET ${idOf('Microsoft.Network/applicationGateways')}/providers/Microsoft.Insights/metrics?api-version=2024-02-01&metricnames=a%2Cb`,
  ],
  [
    'Microsoft.Insights/diagnosticSettings/read',
    { id: idOf('Microsoft.Network/applicationGateways') },
    `GET ${idOf('Microsoft.Network/applicationGateways')}/providers/Microsoft.Insights/diagnosticSettings?api-version=2021-05-01-preview`,
  ],
  [
    'Microsoft.Insights/eventtypes/values/read',
    { subscriptionId: subscription, $select: 'caller' },
    `GET ${inSubscription}/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01&%24select=caller`,
  ],
  ...lists('2023-09-01', ['Microsoft.OperationalInsights/workspaces']),
  ...objects('2023-05-01', ['Microsoft.Storage/storageAccounts']),
]

type Request = (typeof requests)[number]

function objects(version: string, types: readonly string[]): readonly Request[] {
  return types.map((type) => [`${type}/read` as ArmCall, { id: idOf(type) }, `GET ${idOf(type)}?api-version=${version}`])
}

function lists(version: string, types: readonly string[]): readonly Request[] {
  return types.map((type) => [
    `${type}/read` as ArmCall,
    { subscriptionId: subscription },
    `GET ${inSubscription}/providers/${type}?api-version=${version}`,
  ])
}

function below(type: string, part: string, version: string): Request {
  return [`${type}/${part}/read` as ArmCall, { id: idOf(type) }, `GET ${idOf(type)}/${part}?api-version=${version}`]
}

describe('calls', () => {
  it('are read operations, and the question for health, only', () => {
    for (const name of callNames) expect(name).toMatch(/^Microsoft\.[\w./]+\/read$|\/backendhealth\/action$/)
  })

  it('to Resource Manager are all listed here', () => {
    const listed = requests.map(([call]) => call)
    expect([...new Set(listed)].sort()).toEqual(callNames.filter((name) => !elsewhere.includes(name)).sort())
  })

  it.each(requests)('%s %o', async (call, input, request) => {
    expect(await asked(call, input)).toMatchObject({ sent: [request], answer: { ok: false, gap: 'notFound' } })
  })

  it.each(requests.filter(([call]) => call.endsWith('/action')))('%s is all that is posted', (call) => {
    expect(requests.filter(([, , request]) => request.startsWith('POST')).map(([name]) => name)).toEqual([call])
  })
})

describe('what is asked about', () => {
  const network: ArmCall = 'Microsoft.Network/virtualNetworks/read'
  const account: ArmCall = 'Microsoft.Storage/storageAccounts/read'
  const none = ['', '/', 'x', '/subscriptions', '/subscriptions/', '/subscriptions/a/../b', '/subscriptions/a//b', '//evil/x']

  it.each(none.flatMap((id) => [network, account].map((call) => [call, id] as const)))('%s: not %j', async (call, id) => {
    expect(await asked(call, { id })).toEqual({
      sent: [],
      answer: { ok: false, gap: 'failed', code: 'UnusableAnswer', message: `no resource id: ${JSON.stringify(id)}` },
    })
  })

  it.each([
    ['a namesake of another type', idOf('Microsoft.Network/routeTables')],
    ['a namesake of another provider', idOf('Microsoft.ClassicNetwork/virtualNetworks')],
    ['a part', `${idOf('Microsoft.Network/virtualNetworks')}/subnets/web`],
    ['all of a type', `${group}/providers/Microsoft.Network/virtualNetworks`],
    ['what is in no group', `${inSubscription}/providers/Microsoft.Network/virtualNetworks/x`],
  ])('%s is no network', async (_, id) => {
    expect(await asked(network, { id })).toMatchObject({ sent: [], answer: { code: 'UnusableAnswer' } })
  })

  it.each(['', '.', '..'])('no subscription or group is called %j', async (name) => {
    const call = 'Microsoft.Network/networkInterfaces/read'
    expect(await asked(call, { subscriptionId: name })).toMatchObject({ sent: [] })
    expect(await asked(call, { subscriptionId: subscription, resourceGroup: name })).toMatchObject({ sent: [] })
    expect(await asked('Microsoft.Network/privateDnsZones/read', { subscriptionId: name })).toMatchObject({ sent: [] })
  })

  it('may have any letters in its name', async () => {
    const { sent } = await asked(network, { id: `${group}/providers/microsoft.network/VIRTUALNETWORKS/a?b#c d/` })
    expect(sent).toEqual([`GET ${group}/providers/Microsoft.Network/virtualNetworks/a?b#c d?api-version=2025-05-01`])
  })

  it('is asked in its own subscription', async () => {
    const id = idOf('Microsoft.Network/virtualNetworks').replace(subscription, 'another')
    const { sent } = await asked(network, { id })
    expect(sent).toEqual([`GET ${id}?api-version=2025-05-01`])
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
