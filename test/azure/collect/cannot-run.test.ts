import { describe, expect, it } from 'vitest'
import { collectAzure } from '../../../src/azure/collect/index.ts'
import { listGateways, listSubscriptions } from '../../../src/azure/list.ts'
import { openSession } from '../../../src/azure/session.ts'
import type { AzureTarget } from '../../../src/azure/target.ts'
import { CannotRun } from '../../../src/core/errors.ts'
import { denied, mockArm, networkError, Reply, refusal, type Table } from '../mock-arm.ts'
import { gatewayId, optionsFor, subscription, target, world } from './world.ts'

/** The failure of a run: one line, a hint, and in a second or so. */
async function failureOf(asked: AzureTarget, table: Table = world, more: object = {}): Promise<string> {
  const options = { ...optionsFor(mockArm(table)), ...more }
  return said(() => collectAzure(asked, options))
}

async function said(run: () => unknown): Promise<string> {
  const error = await Promise.resolve()
    .then(run)
    .then(
      () => undefined,
      (reason: unknown) => reason,
    )
  if (!(error instanceof CannotRun)) throw new Error(`expected CannotRun, got ${error}`)
  expect(`${error.message}${error.hint}`).not.toMatch(/\p{Cc}/u)
  expect(error.hint).not.toBe('')
  return `${error.message} | ${error.hint}`
}

const id = (text: string): AzureTarget => ({ kind: 'id', id: text })
const named = (name: string, more: object = {}): AzureTarget => ({ kind: 'name', name, ...more })
const inGroup = `/subscriptions/${subscription}/resourceGroups/shop-rg/providers`

describe('a target that is none', () => {
  it.each([
    ['a cut id', id('/subscriptions/x'), 'Malformed resource id'],
    ['no id', id('shop'), 'Malformed resource id'],
    ['no subscription', id(gatewayId.replace(subscription, 'mine')), '"mine" is no subscription id'],
    [
      'an ARN',
      id('arn:aws:elasticloadbalancing:eu-west-1:1:x'),
      'Try: lb502 aws --lb arn:aws:elasticloadbalancing:eu-west-1:1:x',
    ],
    ['an ARN as a name', named('arn:aws:x'), 'ARN of AWS'],
    ['a gateway for containers', id(`${inGroup}/Microsoft.ServiceNetworking/trafficControllers/t`), 'Gateway for Containers'],
    ['a load balancer', id(`${inGroup}/Microsoft.Network/loadBalancers/lb`), 'never answers 502 itself'],
    ['a Front Door', id(`${inGroup}/Microsoft.Cdn/profiles/fd`), 'Front Door or CDN profile'],
    ['anything else', id(`${inGroup}/Microsoft.Web/sites/app`), 'resource of type "Microsoft.Web/sites"'],
    ['a hostile name', named('shop\u001b[2J'), 'neither a resource id nor the name'],
    ['an empty name', named(''), 'neither a resource id nor the name'],
    ['a bad group', named('shop', { resourceGroup: 'a/b', subscription }), 'no name of a resource group'],
    ['a bad subscription', named('shop', { subscription: 'prod' }), '"prod" is no subscription id'],
  ])('%s', async (_, asked, words) => {
    expect(await failureOf(asked)).toContain(words)
  })

  it('is a gateway where the id is that of a part of one', async () => {
    const { question } = await collectAzure(id(`${gatewayId}/backendAddressPools/web`), optionsFor(mockArm(world)))
    expect(question.loadBalancerId).toBe(gatewayId)
  })

  it('may be an id where a name is expected', async () => {
    const { question } = await collectAzure(named(gatewayId), optionsFor(mockArm(world)))
    expect(question.loadBalancerId).toBe(gatewayId)
  })
})

describe('what makes a run pointless', () => {
  it.each([
    ['no such gateway', refusal(404, 'ResourceNotFound', 'gone'), `No application gateway shop in resource group shop-rg`],
    ['what is no Resource Manager', new Reply(404, '<html>'), 'answers 404 and does not say why'],
    ['no such group', refusal(404, 'ResourceGroupNotFound', 'gone'), 'No application gateway shop'],
    ['no such subscription', refusal(404, 'SubscriptionNotFound', 'gone'), 'az account list'],
    [
      'an expired token',
      refusal(401, 'ExpiredAuthenticationToken', 'old'),
      'does not accept the token (ExpiredAuthenticationToken): old',
    ],
    ['a token of nobody', refusal(401, 'InvalidAuthenticationToken', 'bad'), 'Log in again: az login'],
    ['another tenant', refusal(401, 'InvalidAuthenticationTokenTenant', 'wrong issuer'), 'az login --tenant'],
    ['a refusal without words', refusal(401, '', ''), 'does not accept the token (Http401)'],
    ['a foreign certificate', networkError('DEPTH_ZERO_SELF_SIGNED_CERT'), 'NODE_EXTRA_CA_CERTS'],
    ['no way there', networkError('EHOSTUNREACH'), 'Cannot reach Azure at https://management.azure.com'],
  ])('%s', async (_, answer, words) => {
    expect(await failureOf(target, { ...world, [`GET ${gatewayId}`]: answer })).toContain(words)
  })

  it('an endpoint that tokens must not go to', async () => {
    expect(await failureOf(target, world, { armEndpoint: 'http://127.0.0.1' })).toContain('https only')
    expect(await failureOf(target, world, { armEndpoint: 'nowhere' })).toContain('"nowhere" is no endpoint')
  })
})

describe('names', () => {
  const subscriptions = (...ids: readonly string[]): unknown => ({
    value: ids.map((subscriptionId) => ({ subscriptionId, state: 'Enabled' })),
  })
  const list = `GET /subscriptions/${subscription}/providers/Microsoft.Network/applicationGateways`
  const found = { value: [{ id: gatewayId, name: 'Shop' }] }
  const table = { ...world, 'GET /subscriptions': subscriptions(subscription), [list]: found }

  it('are looked for in the only subscription, in any case', async () => {
    const arm = mockArm(table)
    const { question, calls } = await collectAzure(named('sHOP'), optionsFor(arm))
    expect(question.loadBalancerId).toBe(gatewayId)
    // What the others are is nobody's evidence.
    expect(calls.filter(({ call }) => call === 'Microsoft.Network/applicationGateways/read')).toHaveLength(1)
  })

  it('need no search where group and subscription are told', async () => {
    const arm = mockArm(world)
    const { question } = await collectAzure(named('shop', { subscription, resourceGroup: 'shop-rg' }), optionsFor(arm))
    expect(question.loadBalancerId).toBe(gatewayId)
  })

  it('need no list where the group is told', async () => {
    const { question } = await collectAzure(
      named('shop', { resourceGroup: 'shop-rg' }),
      optionsFor(mockArm({ ...table, [list]: denied('x/read') })),
    )
    expect(question.loadBalancerId).toBe(gatewayId)
  })

  const other = gatewayId.replace('shop-rg', 'other-rg')
  it.each([
    ['of nothing', { ...table, [list]: { value: [] } }, `No application gateway shop in subscription ${subscription}`],
    ['of two', { ...table, [list]: { value: [...found.value, { id: other, name: 'shop' }] } }, 'with -g: shop-rg, other-rg'],
    ['in one of many subscriptions', { ...table, 'GET /subscriptions': subscriptions(subscription, 'b') }, '--subscription'],
    ['in no subscription', { ...table, 'GET /subscriptions': subscriptions() }, 'see no subscription'],
    [
      'that may not be listed',
      { ...table, [list]: denied('Microsoft.Network/applicationGateways/read') },
      'Allow Microsoft.Network/applicationGateways/read',
    ],
    ['behind a broken list', { ...table, [list]: '<' }, 'Try again'],
  ])('%s', async (_, answers, words) => {
    expect(await failureOf(named('shop'), answers)).toContain(words)
  })

  it('are looked for no longer than the deadline', async () => {
    const answers = { ...table, [list]: () => undefined }
    expect(await failureOf(named('shop'), answers, { deadlineSeconds: 0.1 })).toContain('not found in time')
    expect(await failureOf(named('shop'), answers, { signal: AbortSignal.abort() })).toContain('not found in time')
  })
})

describe('lists', () => {
  it('give gateways by name, and subscriptions that are in use', async () => {
    const arm = mockArm({
      [`GET /subscriptions/${subscription}/providers/Microsoft.Network/applicationGateways`]: {
        value: [{ id: 'b', name: 'b' }, { id: 'a', name: 'a' }, { name: 'none' }, 7],
      },
      'GET /subscriptions': {
        value: [{ subscriptionId: 'c', state: 'Warned' }, { subscriptionId: 'd', state: 'Disabled' }, { subscriptionId: 'a' }],
      },
    })
    expect(await listGateways({ ...arm, subscription })).toEqual([
      { id: 'a', name: 'a' },
      { id: 'b', name: 'b' },
    ])
    expect(await listSubscriptions(arm)).toEqual(['a', 'c'])
  })

  it('end a run that cannot have them', async () => {
    const arm = mockArm({ 'GET /subscriptions': refusal(401, 'ExpiredAuthenticationToken', 'old') })
    expect(await said(() => listSubscriptions(arm))).toContain('az login')
    expect(await said(() => listGateways({ ...arm, subscription: 'x' }))).toContain('no subscription id')
    const session = openSession(arm)
    expect(await said(() => listGateways({ session, subscription }))).toContain('Cannot list application gateways')
  })
})
