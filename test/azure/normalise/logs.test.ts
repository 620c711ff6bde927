import { describe, expect, test } from 'vitest'
import { indexArmCalls } from '../../../src/azure/normalise/calls.ts'
import { logDestinationOf, readAccessLog } from '../../../src/azure/normalise/logs.ts'
import { poolIdsByName } from '../../../src/azure/normalise/pool-ids.ts'
import { addRequest, createAccumulator, digestOf } from '../../../src/core/digest/accumulator.ts'
import type { CallRecord } from '../../../src/core/evidence.ts'
import type { Fact } from '../../../src/core/fact.ts'
import type { LogReading } from '../../../src/core/traffic.ts'
import { gatewayLine, nobodyAsked } from '../../fakes/logs/app-gateway-lines.ts'
import { digestLines } from '../../logs/app-gateway/digest.ts'
import { answered, arm, gatewayId, pool, refused, setting } from './build.ts'

const query = 'Microsoft.Insights/logs/read'
const blobs = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'
const settings = 'Microsoft.Insights/diagnosticSettings/read'
const workspaceId = arm('Microsoft.OperationalInsights', 'workspaces', 'shop-logs')

const web = pool('web').id
const apiTwo = `${pool('api').id}/settings/two`
const idOf = poolIdsByName([
  { id: web, name: 'web', poolId: web, settingId: setting('web-http').id },
  { id: `${pool('api').id}/settings/one`, name: 'api / one', poolId: pool('api').id, settingId: setting('one').id },
  { id: apiTwo, name: 'api / two', poolId: pool('api').id, settingId: setting('two').id },
])

function readingOf(lines: readonly string[], source = 'somewhere'): LogReading {
  return { source, digest: digestLines(lines), objects: { listed: 1, read: 1, failed: 0, skipped: 0 }, notes: [], partial: false }
}

const record = (call: typeof query | typeof blobs, output: unknown): CallRecord =>
  answered(call, { kind: 'access', source: 'x' }, output)

function logIn(...calls: readonly CallRecord[]): Fact<LogReading> {
  return readAccessLog(indexArmCalls(calls), idOf)
}

describe('pools in the log', () => {
  const lines = [
    gatewayLine(nobodyAsked),
    gatewayLine({ ...nobodyAsked, pool: 'WEB', setting: 'Web-Http' }),
    gatewayLine({ pool: 'api', setting: 'two' }),
    gatewayLine({ pool: 'gone', setting: 'web-http' }),
    gatewayLine({ pool: null, setting: null }),
  ]
  const log = logIn(record(blobs, readingOf(lines)))
  const digest = log.known ? log.value.digest : null

  test('are those of the model, in whatever spelling', () => {
    expect(digest?.failures).toMatchObject([{ pool: web, requests: 2, phase: 'nobody' }])
    expect(digest?.series.map((one) => one.pool)).toEqual([null, apiTwo, web, 'gone/web-http'])
    expect(digest?.paths.filter(({ pool }) => pool === web)).toMatchObject([{ requests: 2, failures: 2 }])
    expect(digest?.backends.map((one) => one.pool).sort()).toEqual([apiTwo, 'gone/web-http', null].sort())
  })

  test('are the only thing that changes', () => {
    expect(digest?.lines).toEqual(digestLines(lines).lines)
    expect(log).toMatchObject({
      known: true,
      value: { source: 'somewhere', partial: false },
      sources: [{ what: 'access logs', call: blobs }],
    })
  })

  test('are found by the pool alone where the log has no setting', () => {
    const accumulator = createAccumulator(null)
    const request = { at: 0, status: 200, origin: 'backend', backend: null, path: null, phase: 'unknown', reason: null } as const
    for (const logged of ['web', 'api']) {
      addRequest(accumulator, { ...request, pool: logged, waitSeconds: null, durationSeconds: null, sample: '' })
    }
    const log = logIn(record(blobs, { ...readingOf([]), digest: digestOf(accumulator) }))
    expect(log.known && log.value.digest.series.map(({ pool }) => pool)).toEqual([web, 'api'])
  })
})

describe('of several readings', () => {
  test('the fullest counts, and no gap', () => {
    const log = logIn(
      refused(query, { kind: 'access', source: 'w' }),
      record(blobs, readingOf([gatewayLine()], 'blobs')),
      record(query, readingOf([], 'workspace')),
    )
    expect(log).toMatchObject({ known: true, value: { source: 'blobs' } })
  })

  test('one that nobody can have written is a gap', () => {
    expect(logIn(record(blobs, { ...readingOf([]), partial: 'no' }))).toMatchObject({ known: false, gap: 'failed' })
  })

  test('records of other things are none', () => {
    expect(logIn(answered(blobs, { kind: 'probe' }, readingOf([])))).toMatchObject({ known: false, gap: 'notCollected' })
  })
})

describe('without a reading', () => {
  test('the permission that was missing is named', () => {
    expect(logIn(refused(query, { kind: 'access', source: 'w' }))).toMatchObject({
      ...{ known: false, gap: 'denied' },
      sources: [{ call: query, permission: 'Microsoft.Insights/logs/*/read' }],
    })
  })

  test('a log that is not kept needs no permission', () => {
    const outcome = { ok: false, gap: 'notCollected', code: 'NotKept', message: 'no diagnostic setting keeps it' } as const
    const kept: CallRecord = { call: query, scope: '', permission: '', input: { kind: 'access', source: null }, outcome }
    expect(logIn(kept)).toMatchObject({ known: false, gap: 'notCollected', sources: [{ permission: null }] })
  })

  test('the settings tell why nobody knows where it goes', () => {
    expect(logIn(refused(settings, { id: gatewayId }))).toMatchObject({
      ...{ known: false, gap: 'denied', message: expect.stringContaining('where the access logs go is not known') },
      sources: [{ permission: settings }],
    })
    expect(logIn()).toMatchObject({ known: false, gap: 'notCollected' })
    expect(logIn(answered(settings, { id: gatewayId }, { value: [] }))).toMatchObject({
      message: 'the access logs were not read',
    })
  })
})

describe('where the log goes', () => {
  const to = (properties: object): CallRecord =>
    answered(
      settings,
      { id: gatewayId },
      { value: [{ name: 's', properties: { logs: [{ categoryGroup: 'allLogs', enabled: true }], ...properties } }] },
    )

  test('is what the settings say', () => {
    expect(logDestinationOf(indexArmCalls([to({ workspaceId })]))).toEqual({ enabled: true, place: workspaceId })
    expect(logDestinationOf(indexArmCalls([to({ eventHubName: 'x' })]))).toEqual({
      enabled: true,
      place: 'an event hub or a partner',
    })
    expect(logDestinationOf(indexArmCalls([to({ workspaceId, logs: [] })]))).toEqual({ enabled: false })
    expect(logDestinationOf(indexArmCalls([refused(settings, { id: gatewayId })]))).toEqual({ enabled: false })
  })
})
