import { describe, expect, test } from 'vitest'
import type { CallRecord } from '../../../src/core/evidence.ts'
import type { Fault } from '../../fakes/azure/server.ts'
import { type Collected, type CollectOptions, collectFrom, readingIn, rows, shopLoggingTo } from './shop.ts'

const query = 'Microsoft.Insights/logs/read'
const blobs = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'

type Place = 'storage' | 'dedicated'

function withFault(place: Place, fault: Fault, more: CollectOptions = {}): Promise<Collected> {
  return collectFrom(shopLoggingTo([place]), { faults: [fault], ...more })
}

function outcomeIn({ records: [record] }: Collected): CallRecord['outcome'] | undefined {
  return record?.outcome
}

/** The run's deadline, short enough for a test to wait for it. */
const soon: CollectOptions = { request: () => ({ signal: AbortSignal.timeout(300) }) }

describe('a query', () => {
  test('is made again when there were too many', async () => {
    const collected = await withFault('dedicated', { kind: 'throttled', call: query, times: 1 })
    expect(readingIn(collected).digest.lines.parsed).toBe(rows.length)
    expect(collected.fake.requests).toHaveLength(2)
  })

  test.each([
    ['denied', 'denied', 'InsufficientAccessError'],
    ['expired', 'denied', 'InvalidTokenError'],
    ['not-found', 'notFound', 'PathNotFoundError'],
    ['garbage', 'failed', 'UnusableAnswer'],
  ] as const)('that is met with %s is a gap', async (kind, gap, code) => {
    expect(outcomeIn(await withFault('dedicated', { kind, call: query }))).toMatchObject({ ok: false, gap, code })
  })

  test.each([
    ['that breaks on the other side', 'server-error', 'InternalServerError'],
    ['whose connection breaks', 'reset', 'ECONNRESET'],
  ] as const)('%s is tried again, and then a gap', async (_, kind, code) => {
    const collected = await withFault('dedicated', { kind, call: query })
    expect(outcomeIn(collected)).toMatchObject({ ok: false, gap: 'failed', code })
    expect(collected.fake.requests.length).toBeGreaterThan(1)
  })

  test('that is never answered ends with the run', async () => {
    expect(outcomeIn(await withFault('dedicated', { kind: 'hang', call: query }, soon))).toMatchObject({
      ok: false,
      code: 'Deadline',
    })
  })

  test('that is answered in part says so', async () => {
    const error = {
      code: 'PartialError',
      message: 'There were some errors.',
      innererror: { code: '-2133196797', message: 'Query result set has exceeded the internal record count limit 500000.' },
    }
    const fault: Fault = { kind: 'altered', call: query, alter: (output) => ({ ...output, error }) }
    const reading = readingIn(await withFault('dedicated', fault))
    expect(reading.partial).toBe(true)
    expect(reading.notes).toHaveLength(reading.objects.read)
    expect(reading.notes[0]).toMatch(
      /^rows from \S+ to 2026-11-20T14:00:00.000Z are not complete: Query result set has exceeded the internal record count limit/,
    )
    expect(reading.digest.lines.parsed).toBe(rows.length)
  })

  test.each([
    [
      'cut at the most rows',
      200,
      {
        code: 'PartialError',
        message: 'There were some errors.',
        innererror: { code: '-2133196797', message: 'exceeded 500000 rows' },
      },
    ],
    ['given up after ten minutes', 504, { code: 'GatewayTimeout', message: 'Query timeout' }],
  ])('that is %s is made again about less time, and nothing is counted twice', async (_how, status, error) => {
    const fault: Fault = {
      ...{ kind: 'altered', call: query, times: 3, status },
      alter: (output) => (status === 200 ? { ...output, error } : { error }),
    }
    const whole = readingIn(await withFault('dedicated', { ...fault, times: 0 }))
    const collected = await withFault('dedicated', fault)
    const reading = readingIn(collected)
    // A path is counted in full or not at all, and no answer tells of the paths that failed in another's time only.
    const { paths: _, ...rest } = whole.digest
    expect(reading).toMatchObject({ ...whole, digest: rest, objects: { ...whole.objects, listed: 4, read: 4 } })
    expect(collected.fake.requests).toHaveLength(7)
  })

  test('that fails for one half only is partial, and says which', async () => {
    const cut = { code: 'PartialError', message: 'cut' }
    const faults: readonly Fault[] = [
      { kind: 'altered', call: query, times: 1, alter: (output) => ({ ...output, error: cut }) },
      { kind: 'denied', call: query, after: 2 },
    ]
    const reading = readingIn(await collectFrom(shopLoggingTo(['dedicated']), { faults }))
    expect(reading).toMatchObject({ partial: true, objects: { listed: 2, read: 1, failed: 1 }, refused: { gap: 'denied' } })
    expect(reading.notes[0]).toMatch(/^rows from 2026-11-20T13:00:00.000Z to 2026-11-20T13:30:00.000Z are not complete/)
  })

  test.each([
    [{}],
    [{ tables: [] }],
    [{ tables: [{ columns: [], rows: [[]] }] }],
    [{ tables: [{ columns: [{ name: 'Kind' }], rows: [['gossip']] }] }],
    [{ tables: [{ columns: [{ name: 'Kind' }, { name: 'N' }], rows: [['minute', 'many']] }] }],
    [{ tables: [{ columns: [{ name: 'Kind' }, { name: 'At' }], rows: [['minute', 'noon']] }] }],
    [{ tables: [{ columns: [{ name: 'Kind' }], rows: ['minute'] }] }],
  ])('that is answered with %j is a gap', async (answer) => {
    const fault: Fault = { kind: 'altered', call: query, alter: () => answer }
    expect(outcomeIn(await withFault('dedicated', fault))).toMatchObject({ ok: false, gap: 'failed', code: 'UnusableAnswer' })
  })

  test('without a token names the credentials', async () => {
    const credential = { getToken: async () => null }
    const collected = await collectFrom(shopLoggingTo(['dedicated']), { request: () => ({ credential }) })
    expect(outcomeIn(collected)).toMatchObject({ ok: false })
    expect(collected.fake.requests.every(({ path }) => !path.includes('token'))).toBe(true)
  })
})

describe('blobs', () => {
  test('are listed page by page', async () => {
    const collected = await collectFrom(shopLoggingTo(['storage']), { pageSize: 1 })
    expect(readingIn(collected).digest.lines.parsed).toBe(rows.length)
  })

  test('are asked for again when storage is busy', async () => {
    const collected = await withFault('storage', { kind: 'throttled', call: blobs, times: 1 })
    expect(readingIn(collected).digest.lines.parsed).toBe(rows.length)
  })

  test('that may not be listed name the role that is missing', async () => {
    expect(outcomeIn(await withFault('storage', { kind: 'denied', call: blobs }))).toMatchObject({
      ...{ ok: false, gap: 'denied', code: 'AuthorizationPermissionMismatch' },
      message: expect.stringContaining('Storage Blob Data Reader'),
    })
  })

  test('that may be listed but not read are a gap', async () => {
    expect(outcomeIn(await withFault('storage', { kind: 'denied', call: blobs, after: 1 }))).toMatchObject({
      ok: false,
      gap: 'denied',
    })
  })

  test('of which none was ever written are a container that is not there', async () => {
    expect(outcomeIn(await collectFrom(shopLoggingTo(['storage'], { blobs: {} })))).toMatchObject({
      ...{
        ok: false,
        gap: 'notFound',
        code: 'ContainerNotFound',
        message: expect.stringContaining('no access log was ever written'),
      },
    })
  })

  test('that do not come in time end with the run', async () => {
    expect(outcomeIn(await withFault('storage', { kind: 'hang', call: blobs }, soon))).toMatchObject({
      ok: false,
      code: 'Deadline',
    })
  })

  test('that are no blobs are a gap', async () => {
    expect(outcomeIn(await withFault('storage', { kind: 'garbage', call: blobs }))).toMatchObject({ ok: false, gap: 'failed' })
  })
})
