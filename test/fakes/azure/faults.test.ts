import { describe, expect, it } from 'vitest'
import { gatewayId, networkId } from '../../scenarios/azure-worlds/ids.ts'
import type { Fault } from './server.ts'
import { codeIn, start } from './start.ts'

const call = 'Microsoft.Network/virtualNetworks/read'
const path = `${networkId('virtualNetworks', 'shop-net')}?api-version=2025-05-01`

describe('a fault', () => {
  it.each([
    ['denied', 403, 'AuthorizationFailed'],
    ['not-found', 404, 'NotFound'],
    ['conflict', 409, 'AnotherOperationInProgress'],
    ['expired', 401, 'ExpiredAuthenticationToken'],
    ['server-error', 500, 'InternalServerError'],
    ['throttled', 429, 'SubscriptionRequestsThrottled'],
    ['updating', 429, 'RetryableErrorDueToAnotherOperation'],
  ] as const)('%s', async (kind, status, code) => {
    const { ask } = await start(undefined, { faults: [{ call, kind }] })
    const answered = await ask(path)
    expect([answered.status, codeIn(answered)]).toEqual([status, code])
  })

  it('tells when to come back', async () => {
    const { ask } = await start(undefined, { faults: [{ call, kind: 'throttled', retryAfterSeconds: 7 }] })
    expect((await ask(path)).headers['retry-after']).toBe('7')
  })

  it('may cut the connection, answer nonsense, or change the answer', async () => {
    const faults: readonly Fault[] = [
      { call, kind: 'reset', times: 1 },
      { call, kind: 'garbage', after: 1, times: 1 },
      { call, kind: 'altered', after: 2, alter: (output) => ({ ...output, id: 'another' }) },
    ]
    const { ask } = await start(undefined, { faults })
    await expect(ask(path)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await ask(path)).toMatchObject({ status: 200, body: undefined })
    expect((await ask(path)).body?.id).toBe('another')
  })

  it('hits the calls that it names, after some and for so many', async () => {
    const { ask } = await start(undefined, { faults: [{ call, kind: 'server-error', after: 1, times: 2 }] })
    const statuses: number[] = []
    for (let nth = 1; nth <= 4; nth += 1) statuses.push((await ask(path)).status)
    expect([...statuses, (await ask(`${gatewayId}?api-version=2025-05-01`)).status]).toEqual([200, 500, 500, 200, 200])
  })
})

it('every request is written down, with when it was answered', async () => {
  const { ask, fake } = await start(undefined, { latencyMilliseconds: 20 })
  await ask(path)
  expect(fake.requests).toMatchObject([{ call, method: 'GET', path }])
  const [recorded] = fake.requests
  await expect.poll(() => recorded?.endedAt).not.toBeNull()
  expect(Number(recorded?.endedAt) - Number(recorded?.at)).toBeGreaterThanOrEqual(19)
  expect(fake.tokens).toEqual(['https://management.azure.com'])
})
