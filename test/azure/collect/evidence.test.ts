import { beforeAll, describe, expect, it } from 'vitest'
import { collectAzure } from '../../../src/azure/collect/index.ts'
import { openSession } from '../../../src/azure/session.ts'
import type { Progress } from '../../../src/collect/progress.ts'
import type { CallRecord, Evidence } from '../../../src/core/evidence.ts'
import { denied, type MockedArm, mockArm, Reply, refusal, type Table } from '../mock-arm.ts'
import {
  gateway,
  gatewayId,
  home,
  homeId,
  hubSubscription,
  machineId,
  operation,
  optionsFor,
  subscription,
  target,
  world,
} from './world.ts'

async function collected(table: Table): Promise<Evidence> {
  return collectAzure(target, optionsFor(mockArm(table)))
}

function recordOf({ calls }: Evidence, call: string, id?: string): CallRecord {
  const found = calls.filter((one) => one.call === call && (id === undefined || (one.input as { id?: string }).id === id))
  expect(found, `${call} ${id ?? ''}`).toHaveLength(1)
  return found[0] as CallRecord
}

const gatewayCall = 'Microsoft.Network/applicationGateways/read'
const healthCall = 'Microsoft.Network/applicationGateways/backendhealth/action'

describe('the evidence of a gateway', () => {
  let arm: MockedArm
  let evidence: Evidence
  const progress: Progress[] = []
  beforeAll(async () => {
    arm = mockArm(world)
    evidence = await collectAzure(target, { ...optionsFor(arm), onProgress: (one) => progress.push(one) })
  })

  it('says what was asked', () => {
    expect(evidence.question).toEqual({
      cloud: 'azure',
      region: 'westeurope',
      loadBalancerId: gatewayId,
      poolIds: [],
      window: { from: '2026-11-20T13:00:00.000Z', to: '2026-11-20T14:00:00.000Z' },
      backendKeepAliveSeconds: null,
      only: [],
      ignore: [],
    })
    expect(evidence.collectedAt).toBe('2026-11-20T14:00:00.000Z')
  })

  it('holds bodies as they came, fields that no documentation names included', () => {
    const { outcome, ...record } = recordOf(evidence, gatewayCall)
    expect(record).toEqual({ call: gatewayCall, scope: subscription, permission: gatewayCall, input: { id: gatewayId } })
    expect(outcome).toMatchObject({ ok: true, output: { undocumented: 'kept', location: 'West Europe' } })
    expect(recordOf(evidence, healthCall).outcome).toEqual({
      ok: true,
      output: { backendAddressPools: [{ healthProbeErrorName: 'kept' }] },
    })
  })

  it('holds nothing that was not sent, though the official client knows defaults', () => {
    expect(recordOf(evidence, 'Microsoft.Network/virtualNetworks/read', homeId).outcome).toEqual({ ok: true, output: home })
  })

  it('has answered every call', () => {
    expect(evidence.calls.filter(({ outcome }) => !outcome.ok)).toEqual([])
  })

  it('is sorted, so that the order of arrival leaves no trace', async () => {
    const slow = mockArm(world, () => new Promise((resolve) => setTimeout(resolve, Math.random() * 8)))
    expect(await collectAzure(target, optionsFor(slow))).toEqual(evidence)
  })

  it('names the subscription of each call, not the one of the gateway', () => {
    const scopes = evidence.calls.filter(({ input }) => JSON.stringify(input).includes(hubSubscription)).map(({ scope }) => scope)
    expect(new Set(scopes)).toEqual(new Set([hubSubscription]))
  })

  it('leaves out what is nobody’s business', () => {
    const text = JSON.stringify(evidence)
    for (const secret of ['203.0.113.9', 'sig=secret', 'MIIC', '00-0D-3A']) expect(text).not.toContain(secret)
    const view = recordOf(evidence, 'Microsoft.Compute/virtualMachines/instanceView/read', machineId)
    expect(view.outcome).toEqual({ ok: true, output: { statuses: [{ code: 'PowerState/running' }] } })
  })

  it('asks for changes of a window that begins an hour early', () => {
    const { input } = evidence.calls.find(({ call }) => call === 'Microsoft.Insights/eventtypes/values/read') as CallRecord
    expect(input).toMatchObject({
      $filter:
        "eventTimestamp ge '2026-11-20T12:00:00.000Z' and eventTimestamp le '2026-11-20T14:00:00.000Z' and resourceGroupName eq 'shop-rg'",
    })
  })

  it('asks for changes no further back than the log goes', async () => {
    const options = { ...optionsFor(mockArm(world)), now: new Date('2027-03-01T00:00:00.000Z') }
    const { calls } = await collectAzure(target, options)
    const { input } = calls.find(({ call }) => call === 'Microsoft.Insights/eventtypes/values/read') as CallRecord
    expect(JSON.stringify(input)).toContain("ge '2026-12-02T00:00:00.000Z'")
  })

  it('is told on the way', () => {
    const ends = progress.filter(({ state }) => state !== 'started')
    expect(ends).toHaveLength(evidence.calls.length)
    expect(ends.at(-1)).toMatchObject({ done: evidence.calls.length, total: evidence.calls.length })
  })

  it('needed one kind of token', () => {
    expect(new Set(arm.scopes)).toEqual(new Set(['https://management.azure.com/.default']))
    expect(new Set(arm.sent.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer token']))
  })
})

describe('clouds', () => {
  it.each([
    ['usgov', 'https://management.usgovcloudapi.net/.default'],
    ['china', 'https://management.chinacloudapi.cn/.default'],
  ] as const)('%s has tokens of its own', async (cloud, scope) => {
    const arm = mockArm(world)
    await collectAzure(target, { ...optionsFor(arm), cloud })
    expect(new Set(arm.scopes)).toEqual(new Set([scope]))
  })

  it('are asked elsewhere where an endpoint says so, and nowhere else', async () => {
    const arm = mockArm(world)
    const urls: string[] = []
    const httpClient = {
      sendRequest: (request: Parameters<typeof arm.httpClient.sendRequest>[0]) => {
        urls.push(request.url)
        request.url = request.url.replace('proxy.example/arm/', 'management.azure.com/')
        return arm.httpClient.sendRequest(request)
      },
    }
    const evidence = await collectAzure(target, { ...optionsFor(arm), httpClient, armEndpoint: 'https://proxy.example/arm/' })
    expect(evidence.calls.filter(({ outcome }) => !outcome.ok)).toEqual([])
    // The address to poll names Resource Manager's own host.
    expect(urls.filter((url) => !url.startsWith('https://proxy.example/arm/subscriptions/'))).toEqual([])
  })
})

describe('lists', () => {
  const list = `/subscriptions/${subscription}/providers/Microsoft.Network/networkInterfaces`
  const call = 'Microsoft.Network/networkInterfaces/read'
  const listed = ({ calls }: Evidence): CallRecord | undefined =>
    calls.find((one) => one.call === call && JSON.stringify(one.input) === JSON.stringify({ subscriptionId: subscription }))
  const paged =
    (last: unknown) =>
    ({ query }: { readonly query: Readonly<Record<string, string>> }): unknown =>
      query.page === undefined ? { value: [{ id: 'one' }], nextLink: `https://management.azure.com${list}?page=2` } : last

  it('of several pages are one', async () => {
    const evidence = await collected({ ...world, [`GET ${list}`]: paged({ value: [{ id: 'two' }] }) })
    expect(listed(evidence)?.outcome).toEqual({ ok: true, output: { value: [{ id: 'one' }, { id: 'two' }] } })
  })

  it.each([
    ['that is refused', denied(call), { gap: 'denied', code: 'AuthorizationFailed' }],
    ['without a list', { value: 7 }, { gap: 'failed', code: 'UnusableAnswer' }],
    ['that is the one before', { value: [], nextLink: `https://management.azure.com${list}?page=2` }, { gap: 'failed' }],
    ['at no address', { value: [], nextLink: 'https://[' }, { gap: 'failed' }],
  ])('with a page %s are a gap, not a part of a list', async (_, last, outcome) => {
    const evidence = await collected({ ...world, [`GET ${list}`]: paged(last) })
    expect(listed(evidence)?.outcome).toMatchObject({ ok: false, ...outcome })
  })

  it('that may not be read whole are read in the group of the network', async () => {
    const inGroup = `/subscriptions/${subscription}/resourceGroups/shop-rg/providers/Microsoft.Network/networkInterfaces`
    const { calls } = await collected({ ...world, [`GET ${list}`]: denied(call), [`GET ${inGroup}`]: { value: [] } })
    const inputs = calls.filter((one) => one.call === call && one.outcome.ok).map(({ input }) => input)
    expect(inputs).toContainEqual({ subscriptionId: subscription, resourceGroup: 'shop-rg' })
  })
})

describe('what is refused', () => {
  const read = 'Microsoft.Network/virtualNetworks/read'

  it('is a gap with the provider’s words', async () => {
    const { outcome, permission } = recordOf(await collected({ ...world, [`GET ${homeId}`]: denied(read) }), read, homeId)
    expect(permission).toBe(read)
    expect(outcome).toEqual({
      ok: false,
      gap: 'denied',
      code: 'AuthorizationFailed',
      message: expect.stringContaining(`does not have authorization to perform action '${read}' over scope`),
    })
  })

  it('names the action that the provider names', async () => {
    const poll = 'Microsoft.Network/locations/operationResults/read'
    const evidence = await collected({ ...world, [`GET ${operation}`]: denied(poll) })
    expect(recordOf(evidence, healthCall)).toMatchObject({ permission: poll, outcome: { ok: false, gap: 'denied' } })
    expect(Object.keys(recordOf(evidence, healthCall).outcome).sort()).toEqual(['code', 'gap', 'message', 'ok'])
  })

  it.each([{ properties: {} }, { name: 'home' }])('is no object of which little is told: %j', async (output) => {
    expect(recordOf(await collected({ ...world, [`GET ${homeId}`]: output }), read, homeId).outcome).toEqual({ ok: true, output })
  })

  it('is a gap of the gateway itself too: its health, metrics and settings need no more than its id', async () => {
    const { calls, question } = await collected({ ...world, [`GET ${gatewayId}`]: denied(gatewayCall) })
    expect(question).toMatchObject({ loadBalancerId: gatewayId, region: '' })
    const answered = new Set(calls.filter(({ outcome }) => outcome.ok).map(({ call }) => call))
    expect(answered).toEqual(
      new Set([
        healthCall,
        'Microsoft.Insights/metrics/read',
        'Microsoft.Insights/diagnosticSettings/read',
        'Microsoft.Insights/eventtypes/values/read',
      ]),
    )
  })

  it.each([
    ['not found', refusal(404, 'ResourceNotFound', 'gone'), { gap: 'notFound', code: 'ResourceNotFound', message: 'gone' }],
    ['not understood', refusal(400, 'BadRequest', 'two\nlines'), { gap: 'failed', code: 'BadRequest', message: 'two' }],
    ['said without a wrapper', new Reply(400, { code: 'BadRequest', message: 'no' }), { gap: 'failed', code: 'BadRequest' }],
    ['said in no JSON', new Reply(403, '<html>'), { gap: 'denied', code: 'Http403', message: 'HTTP status 403' }],
    ['no JSON', '<<<not what was promised', { gap: 'failed', code: 'UnusableAnswer', message: 'the answer is no JSON' }],
    ['no object', '[1]', { gap: 'failed', code: 'UnusableAnswer' }],
    ['something else', { value: [] }, { gap: 'failed', message: 'the answer has no id' }],
    ['empty', new Reply(204, ''), { gap: 'failed', code: 'UnusableAnswer' }],
  ])('%s, is told apart', async (_, answer, outcome) => {
    const evidence = await collected({ ...world, [`GET ${homeId}`]: answer })
    expect(recordOf(evidence, read, homeId).outcome).toMatchObject({ ok: false, ...outcome })
  })
})

describe('hostile answers', () => {
  it.each([
    ['texts where lists belong', { backendAddressPools: 'x', gatewayIPConfigurations: 7, frontendIPConfigurations: null }],
    ['pools of nothing', { backendAddressPools: [null, 1, { properties: { backendAddresses: [null, 5, '', {}] } }] }],
    [
      'a subnet that leads elsewhere',
      { gatewayIPConfigurations: [{ properties: { subnet: { id: '/subscriptions/../../x' } } }] },
    ],
    ['what the official client would stumble over', { sku: 'v2', autoscaleConfiguration: [1], sslCertificates: { a: 1 } }],
    ['a subnet that is none', { gatewayIPConfigurations: [{ properties: { subnet: { id: 'https://evil.example/' } } }] }],
  ])('%s end nothing', async (_, properties) => {
    const arm = mockArm({ ...world, [`GET ${gatewayId}`]: { ...gateway, properties } })
    const evidence = await collectAzure(target, optionsFor(arm))
    expect(recordOf(evidence, gatewayCall).outcome.ok).toBe(true)
    expect(arm.sent.filter(({ path }) => !path.startsWith('/subscriptions/'))).toEqual([])
  })
})

describe('runs that share a session', () => {
  it('share what they read', async () => {
    const arm = mockArm(world)
    const { httpClient, credential } = arm
    const session = openSession({ httpClient, credential })
    const first = await collectAzure(target, { ...optionsFor(arm), session })
    const sent = arm.sent.length
    expect(await collectAzure(target, { ...optionsFor(arm), session })).toEqual(first)
    expect(arm.sent).toHaveLength(sent)
    session.close()
  })
})
