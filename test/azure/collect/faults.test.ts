import { describe, expect, it } from 'vitest'
import { collectAzure } from '../../../src/azure/collect/index.ts'
import type { CallRecord, Evidence } from '../../../src/core/evidence.ts'
import { mockArm, networkError, Reply, refusal, type Sent, type Table } from '../mock-arm.ts'
import { gatewayId, home, homeId, operation, optionsFor, target, world } from './world.ts'

const now = { 'retry-after': '0' }
const healthCall = 'Microsoft.Network/applicationGateways/backendhealth/action'
const networkCall = 'Microsoft.Network/virtualNetworks/read'

function recordOf({ calls }: Evidence, call: string): CallRecord {
  return calls.find((one) => one.call === call) as CallRecord
}

/** Gives these answers in turn, and the last one from then on. */
function inTurn(...answers: readonly unknown[]): () => unknown {
  let next = 0
  return () => answers[Math.min(next++, answers.length - 1)]
}

async function collected(table: Table): Promise<{ evidence: Evidence; sent: (path: string) => number }> {
  const arm = mockArm({ ...world, ...table })
  const evidence = await collectAzure(target, optionsFor(arm))
  return { evidence, sent: (path) => arm.sent.filter((one) => one.path === path).length }
}

describe('an answer that says to come back', () => {
  it.each([
    ['throttled', refusal(429, 'SubscriptionRequestsThrottled', 'later', now)],
    ['unavailable', refusal(503, 'ServerBusy', 'later', now)],
    ['busy with another operation', refusal(429, 'RetryableErrorDueToAnotherOperation', 'later', now)],
    ['in conflict with one', refusal(409, 'AnotherOperationInProgress', 'later', now)],
  ])('%s, is asked again', async (_, answer) => {
    const { evidence, sent } = await collected({ [`GET ${homeId}`]: inTurn(answer, home) })
    expect(recordOf(evidence, networkCall).outcome.ok).toBe(true)
    expect(sent(homeId)).toBe(2)
  })

  it('is asked again for the question that starts an operation, too', async () => {
    const busy = refusal(429, 'RetryableErrorDueToAnotherOperation', 'later', now)
    const started = world[`POST ${gatewayId}/backendhealth`]
    const { evidence } = await collected({ [`POST ${gatewayId}/backendhealth`]: inTurn(busy, busy, started) })
    expect(recordOf(evidence, healthCall).outcome.ok).toBe(true)
  })

  it('for ever, is a gap that says so', async () => {
    const { evidence, sent } = await collected({ [`GET ${homeId}`]: refusal(429, 'TooManyRequests', 'slow down', now) })
    expect(recordOf(evidence, networkCall).outcome).toEqual({
      ok: false,
      gap: 'throttled',
      code: 'TooManyRequests',
      message: 'slow down',
    })
    expect(sent(homeId)).toBe(4)
  })

  it('is not asked again when it refuses', async () => {
    const { sent } = await collected({ [`GET ${homeId}`]: refusal(403, 'AuthorizationFailed', 'no') })
    expect(sent(homeId)).toBe(1)
  })
})

describe('an endpoint that is behind', () => {
  const behind =
    (listed: string, answer: unknown) =>
    ({ query }: Sent): unknown =>
      query['api-version'] === '2023-09-01'
        ? answer
        : refusal(400, 'NoRegisteredProviderFound', `No provider for this version. The supported api-versions are '${listed}'.`)

  it.each([
    ['an operation of the official client', homeId, home, networkCall],
    ['another call', `${gatewayId}/providers/Microsoft.Insights/metrics`, { value: [] }, 'Microsoft.Insights/metrics/read'],
  ])('is asked in the newest version it knows: %s', async (_, path, answer, call) => {
    const listed = '2019-01-01, 2023-09-01, 2021-02-01, 2023-10-01-preview'
    const { evidence } = await collected({ [`GET ${path}`]: behind(`${listed}, 2099-01-01`, answer) })
    expect(recordOf(evidence, call).outcome).toEqual({ ok: true, output: answer })
  })

  it.each(['', '2099-01-01', 'nonsense'])('and knows none but %j, is asked once', async (listed) => {
    const { evidence, sent } = await collected({ [`GET ${homeId}`]: behind(listed, home) })
    expect(recordOf(evidence, networkCall).outcome).toMatchObject({ gap: 'failed', code: 'NoRegisteredProviderFound' })
    expect(sent(homeId)).toBe(1)
  })
})

describe('a broken connection', () => {
  it('is tried again', async () => {
    const { evidence } = await collected({ [`GET ${homeId}`]: inTurn(networkError('ECONNRESET'), home) })
    expect(recordOf(evidence, networkCall).outcome.ok).toBe(true)
  })

  it('is a gap where it does not mend', async () => {
    const { evidence } = await collected({ [`GET ${homeId}`]: networkError('EPROTO') })
    expect(recordOf(evidence, networkCall).outcome).toMatchObject({ ok: false, gap: 'failed', code: 'EPROTO' })
  })
})

describe('backend health', () => {
  const accepted = new Reply(202, '', { location: `https://management.azure.com${operation}`, ...now })

  it('is polled until it is there', async () => {
    const { evidence, sent } = await collected({
      [`GET ${operation}`]: inTurn(accepted, new Reply(202, '', now), { backendAddressPools: [] }),
    })
    expect(recordOf(evidence, healthCall).outcome).toEqual({ ok: true, output: { backendAddressPools: [] } })
    expect(sent(operation)).toBe(3)
  })

  it('may be there at once', async () => {
    const { evidence } = await collected({ [`POST ${gatewayId}/backendhealth`]: { backendAddressPools: [] } })
    expect(recordOf(evidence, healthCall).outcome.ok).toBe(true)
  })

  const result = { backendAddressPools: [{ healthProbeErrorName: 'kept' }] }
  const done = { ok: true, output: result }
  const elsewhere = operation.replace('operationResults', 'operations')
  const told = new Reply(202, '', { 'azure-asyncoperation': `https://management.azure.com${elsewhere}`, ...now })

  it.each([
    ['nothing', new Reply(204, '', now)],
    ['how it stands', new Reply(200, { status: 'InProgress' }, now)],
    ['a word that nobody knows', new Reply(200, { status: 'Updating' }, now)],
  ])('is polled on where the answer is %s', async (_, answer) => {
    const { evidence, sent } = await collected({ [`GET ${operation}`]: inTurn(answer, answer, result) })
    expect(recordOf(evidence, healthCall).outcome).toEqual(done)
    expect(sent(operation)).toBe(3)
  })

  it.each([
    ['its output', { status: 'Succeeded', properties: { output: result } }],
    ['its properties', { status: 'succeeded', properties: result }],
    ['the answer', result],
  ])('may be where only the progress is told, as %s', async (_, last) => {
    const running = new Reply(200, { status: 'InProgress' }, now)
    const { evidence, sent } = await collected({
      [`POST ${gatewayId}/backendhealth`]: told,
      [`GET ${elsewhere}`]: inTurn(running, last),
    })
    expect(recordOf(evidence, healthCall).outcome).toEqual(done)
    expect(sent(elsewhere)).toBe(2)
  })

  it.each([
    [
      'Failed',
      { error: { code: 'GatewayIsStopped', message: 'it is stopped' } },
      { code: 'GatewayIsStopped', message: 'it is stopped' },
    ],
    ['Canceled', {}, { code: 'Canceled', message: 'the operation ended as Canceled' }],
    ['Succeeded', {}, { code: 'UnusableAnswer' }],
  ])('whose progress ends as %s is a gap', async (status, body, outcome) => {
    const { evidence } = await collected({
      [`POST ${gatewayId}/backendhealth`]: told,
      [`GET ${elsewhere}`]: { status, ...body },
    })
    expect(recordOf(evidence, healthCall).outcome).toMatchObject({ ok: false, gap: 'failed', ...outcome })
  })

  it('that is there is asked for no more, wherever its answer leads', async () => {
    const leading = { location: `https://management.azure.com${operation}`, 'azure-asyncoperation': 'https://evil.example/' }
    const { evidence, sent } = await collected({
      [`POST ${gatewayId}/backendhealth`]: new Reply(200, { backendAddressPools: [] }, leading),
    })
    expect(recordOf(evidence, healthCall).outcome.ok).toBe(true)
    expect(sent(operation)).toBe(0)
  })

  it('that cannot be asked for is a gap', async () => {
    const { evidence } = await collected({ [`POST ${gatewayId}/backendhealth`]: new Reply(202, '') })
    expect(recordOf(evidence, healthCall).outcome).toMatchObject({
      gap: 'failed',
      message: expect.stringContaining('no address'),
    })
  })

  it('that failed in the end is a gap with its words', async () => {
    const { evidence } = await collected({ [`GET ${operation}`]: refusal(400, 'GatewayIsStopped', 'it is stopped') })
    expect(recordOf(evidence, healthCall).outcome).toMatchObject({ gap: 'failed', code: 'GatewayIsStopped' })
  })

  it('that never comes ends at the deadline, and with it nothing else', async () => {
    const arm = mockArm({ ...world, [`GET ${operation}`]: accepted })
    const evidence = await collectAzure(target, { ...optionsFor(arm), deadlineSeconds: 0.3 })
    expect(recordOf(evidence, healthCall).outcome).toEqual({
      ok: false,
      gap: 'failed',
      code: 'Deadline',
      message: 'no answer within the deadline of 0.3 s',
    })
    expect(evidence.calls.filter(({ outcome }) => !outcome.ok)).toHaveLength(1)
    const polls = arm.sent.length
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(arm.sent).toHaveLength(polls)
  })
})

describe('a run that is ended', () => {
  it.each([
    ['at the deadline', () => ({ deadlineSeconds: 0.3 }), 'Deadline'],
    ['by its caller', () => ({ signal: AbortSignal.timeout(300) }), 'Aborted'],
  ])('%s, keeps what it has', async (_, ending, code) => {
    const arm = mockArm({ ...world, [`GET ${homeId}`]: () => undefined })
    const evidence = await collectAzure(target, { ...optionsFor(arm), ...ending() })
    expect(recordOf(evidence, networkCall).outcome).toMatchObject({ ok: false, gap: 'failed', code })
    expect(recordOf(evidence, healthCall).outcome.ok).toBe(true)
  })

  it('before it began, asks nothing', async () => {
    const arm = mockArm(world)
    const evidence = await collectAzure(target, { ...optionsFor(arm), signal: AbortSignal.abort() })
    expect(arm.sent).toEqual([])
    expect(new Set(evidence.calls.map(({ outcome }) => outcome.ok || outcome.code))).toEqual(new Set(['Aborted']))
  })

  it('waits no longer than a moment for changes, which are slow', async () => {
    const arm = mockArm({
      ...world,
      [`GET /subscriptions/${gatewayId.split('/')[2]}/providers/Microsoft.Insights/eventtypes/management/values`]: () =>
        undefined,
    })
    const evidence = await collectAzure(target, optionsFor(arm))
    const changes = evidence.calls.filter(({ call }) => call === 'Microsoft.Insights/eventtypes/values/read')
    expect(changes.map(({ outcome }) => outcome)).toContainEqual({
      ok: false,
      gap: 'notCollected',
      code: 'GivenUp',
      message: 'looking up changes took longer than everything else and was given up',
    })
  })
})
