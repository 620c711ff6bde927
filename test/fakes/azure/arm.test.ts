import { describe, expect, it } from 'vitest'
import { worldOf } from '../../scenarios/azure-worlds/build.ts'
import { gatewayId, networkId, storageId, subnetId, subscription } from '../../scenarios/azure-worlds/ids.ts'
import { shopPlan } from '../../scenarios/azure-worlds/plan.ts'
import { link, zone } from '../../scenarios/azure-worlds/private-dns.ts'
import { codeIn, itemsIn, start } from './start.ts'

const version = '?api-version=2025-05-01'

describe('a resource', () => {
  it('is found by its id in any letters, and comes as it is', async () => {
    const { ask } = await start()
    const { status, body } = await ask(gatewayId.toUpperCase() + version)
    expect([status, body?.id, body?.name]).toEqual([200, gatewayId, 'shop-gateway'])
    expect(body?.properties).toMatchObject({ operationalState: 'Running', sku: { tier: 'WAF_v2' } })
  })

  it('may be a part of another', async () => {
    const { ask } = await start()
    const { body } = await ask(subnetId('web') + version)
    expect(body?.properties).toMatchObject({ addressPrefix: '10.20.2.0/24' })
  })

  it('tells of endpoints at which the fake answers', async () => {
    const { ask, fake } = await start()
    const { body } = await ask(`${storageId}?api-version=2023-05-01`)
    expect(body?.properties).toMatchObject({ primaryEndpoints: { blob: `${fake.url}/shoplogs/` } })
  })

  const elsewhere = '11111111-2222-4333-8444-555555555555'
  it.each([
    ['MissingApiVersionParameter', 400, gatewayId],
    ['NoRegisteredProviderFound', 400, `${gatewayId}?api-version=1999-01-01`],
    ['NoRegisteredProviderFound', 400, `${networkId('privateDnsZones', 'corp.example.com')}${version}`],
    ['ResourceNotFound', 404, networkId('applicationGateways', 'nothing') + version],
    ['NotFound', 404, subnetId('nothing') + version],
    ['ResourceGroupNotFound', 404, gatewayId.replace('/shop/', '/nothing/') + version],
    ['SubscriptionNotFound', 404, gatewayId.replace(subscription, elsewhere) + version],
    ['InvalidSubscriptionId', 400, gatewayId.replace(subscription, 'oops') + version],
    ['InvalidResourceType', 404, networkId('nonsense', 'nothing') + version],
    ['InvalidRequestUri', 400, `/nonsense${version}`],
  ])('%s %d', async (code, status, path) => {
    const { ask } = await start()
    const answered = await ask(path)
    expect([codeIn(answered), answered.status]).toEqual([code, status])
  })

  it('is for reading only', async () => {
    const { ask } = await start()
    expect(await ask(gatewayId + version, { method: 'DELETE' })).toMatchObject({ status: 405 })
  })

  it('needs a token for Resource Manager', async () => {
    const { ask } = await start()
    const [none, foreign] = [
      await ask(gatewayId + version, { audience: null }),
      await ask(gatewayId + version, { audience: 'https://storage.azure.com' }),
    ]
    expect([none.status, foreign.status]).toEqual([401, 401])
    expect(none.headers['www-authenticate']).toMatch(/^Bearer /)
  })

  it('may be refused, the action named', async () => {
    const { ask } = await start(worldOf({ ...shopPlan, refused: ['Microsoft.Network/networkSecurityGroups/read'] }))
    const answered = await ask(networkId('networkSecurityGroups', 'web-nsg') + version)
    expect([answered.status, codeIn(answered)]).toEqual([403, 'AuthorizationFailed'])
    expect(answered.text).toContain("perform action 'Microsoft.Network/networkSecurityGroups/read' over scope")
  })
})

describe('a list', () => {
  const inSubscription = `/subscriptions/${subscription}/providers/Microsoft.Network/networkInterfaces${version}`

  it('comes in pages, each linking to the next, and never one too many', async () => {
    const { ask } = await start(undefined, { pageSize: 1 })
    const names: unknown[] = []
    let pages = 0
    for (let next: string | undefined = inSubscription; next !== undefined; pages += 1) {
      const answered = await ask(next)
      names.push(...itemsIn(answered).map(({ name }) => name))
      next = answered.body?.nextLink as string | undefined
    }
    expect([names, pages]).toEqual([['web-1-nic', 'web-2-nic'], 2])
  })

  it('is of one resource group, or of the whole subscription', async () => {
    const { ask } = await start()
    expect(itemsIn(await ask(inSubscription))).toHaveLength(2)
    const group = `/subscriptions/${subscription}/resourceGroups/SHOP/providers/Microsoft.Network/networkInterfaces${version}`
    expect(itemsIn(await ask(group))).toHaveLength(2)
  })

  it('may be of what lies under a resource', async () => {
    const others = [zone('corp.example.com', 1), link('corp.example.com', 'shop-net')]
    const { ask } = await start(worldOf({ ...shopPlan, others }))
    const links = await ask(`${networkId('privateDnsZones', 'corp.example.com')}/virtualNetworkLinks?api-version=2024-06-01`)
    expect(itemsIn(links).map(({ name }) => name)).toEqual(['shop-net-link'])
    const missing = await ask(`${networkId('privateDnsZones', 'nothing')}/A?api-version=2024-06-01`)
    expect(codeIn(missing)).toBe('ParentResourceNotFound')
  })

  it('may be of the subscriptions', async () => {
    const { ask } = await start()
    expect(itemsIn(await ask('/subscriptions?api-version=2022-12-01'))).toMatchObject([{ subscriptionId: subscription }])
  })

  it('refuses a token it did not give', async () => {
    const { ask } = await start()
    expect(codeIn(await ask(`${inSubscription}&$skiptoken=made-up`))).toBe('InvalidSkipToken')
  })
})

describe('backend health', () => {
  const begin = `${gatewayId}/backendhealth${version}`

  it('is begun, polled at another place, and there in the end', async () => {
    const { ask } = await start(undefined, { healthPolls: 2 })
    const begun = await ask(begin, { method: 'POST' })
    expect([begun.status, begun.headers['retry-after']]).toEqual([202, '0'])
    const statuses: number[] = []
    let last = begun
    for (let poll = 0; poll < 3; poll += 1) {
      last = await ask(String(last.headers.location ?? begun.headers.location))
      statuses.push(last.status)
    }
    expect(statuses).toEqual([202, 202, 200])
    expect(last.body?.backendAddressPools).toMatchObject([{ backendHttpSettingsCollection: [{ servers: [{}, {}] }] }])
  })

  it('never ends when told so', async () => {
    const fault = { call: 'Microsoft.Network/locations/operationResults/read', kind: 'never-ends' } as const
    const { ask } = await start(undefined, { healthPolls: 0, faults: [fault] })
    const begun = await ask(begin, { method: 'POST' })
    expect((await ask(String(begun.headers.location))).status).toBe(202)
  })

  it('is not to be had of a gateway that is not there', async () => {
    const { ask } = await start()
    expect((await ask(begin.replace('shop-gateway', 'nothing'), { method: 'POST' })).status).toBe(404)
  })
})
