import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { albLine, healthCheckLine } from '../../fakes/logs/alb-lines.ts'
import { refuse, serviceError } from '../mock-aws.ts'
import {
  account,
  bucketHandlers,
  collect,
  failing,
  keyEnding,
  linesAt,
  probeReadingOf,
  probeSettings,
  readingOf,
  region,
  s3Settings,
  window,
} from './read.ts'

const front = (key: string): string => `front/${key}`
const at = (minute: number, suffix?: string): string =>
  front(keyEnding(`2026-09-01T12:${String(minute).padStart(2, '0')}:00Z`, 'access', suffix))
const denied = (message = 'Access Denied') => serviceError('AccessDenied', 403, message)

describe('the request log in S3', () => {
  test('is one reading of all objects of the window', async () => {
    const { access, records } = await collect(
      bucketHandlers({
        [at(5)]: gzipSync(linesAt(3, {}, failing)),
        [at(5, 'second')]: Buffer.from(linesAt(4, failing)),
        [front(keyEnding('2026-09-01T13:05:00Z'))]: gzipSync(albLine({ time: '2026-09-01T12:59:59.999Z' })),
      }),
    )
    expect(access).toHaveLength(1)
    expect(access[0]).toMatchObject({
      call: 's3:GetObject',
      scope: region,
      permission: 's3:GetObject',
      input: { kind: 'access', source: 's3://logs/front', ...window },
    })
    const { source, digest, objects, notes, partial } = readingOf(access[0])
    expect({ source, objects, notes, partial }).toEqual({
      source: 's3://logs/front',
      objects: { listed: 3, read: 3, failed: 0, skipped: 0 },
      notes: [],
      partial: false,
    })
    expect(digest.lines).toEqual({ read: 4, parsed: 4, malformed: 0, foreign: 0, outsideWindow: 0 })
    expect(digest.failures).toMatchObject([{ status: 502, phase: 'cut-off', requests: 2, wait: { minimum: 30 } }])
    expect(records.map(({ call }) => call)).toEqual(['logs:DescribeDeliverySources', 's3:GetObject', 's3:ListObjectsV2'])
  })

  test('counts by the time of the line, not of the file', async () => {
    const { access } = await collect(
      bucketHandlers({
        [at(0)]: gzipSync(`${albLine({ time: '2026-09-01T11:59:59.999Z' })}\n${albLine({ time: '2026-09-01T12:00:00.000Z' })}`),
        [front(keyEnding('2026-09-01T13:10:00Z'))]: gzipSync(albLine({ time: '2026-09-01T13:00:00.000Z' })),
        [front(keyEnding('2026-09-01T13:15:00Z'))]: gzipSync(albLine()),
        [front(keyEnding('2026-09-01T11:55:00Z'))]: gzipSync(albLine()),
      }),
    )
    expect(readingOf(access[0])).toMatchObject({
      objects: { listed: 2, read: 2 },
      digest: { lines: { parsed: 3, outsideWindow: 2 } },
    })
  })

  test('lists each day once, no more than the window needs, all pages', async () => {
    const objects = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [at(30, `n${index}`), gzipSync(linesAt(27, {}))]))
    const { access, aws } = await collect(bucketHandlers(objects, 10))
    expect(readingOf(access[0])).toMatchObject({ objects: { listed: 25, read: 25 }, digest: { lines: { parsed: 25 } } })
    const head = `front/AWSLogs/${account}/elasticloadbalancing/${region}/2026/09/01/${account}_elasticloadbalancing_${region}_app.shop.50dc6c495c0c9188_`
    const listings = aws.inputsOf('s3:ListObjectsV2')
    expect(listings).toHaveLength(3)
    expect(listings[0]).toMatchObject({ Bucket: 'logs', Prefix: `${head}20260901T1`, StartAfter: `${head}20260901T1200` })
    expect(aws.inputsOf('s3:GetObject')).toHaveLength(25)
  })

  test('goes across midnight, wherever the file that ends at midnight lies', async () => {
    const night = { from: '2026-09-01T23:30:00.000Z', to: '2026-09-02T00:30:00.000Z' }
    const line = (time: string) => gzipSync(albLine({ time }))
    const midnight = front(keyEnding('2026-09-02T00:00:00Z'))
    const early = midnight.replace('2026/09/02', '2026/09/01').replace('3hf7a2', 'early')
    const given = {
      [front(keyEnding('2026-09-01T23:35:00Z'))]: line('2026-09-01T23:33:00Z'),
      [midnight]: line('2026-09-01T23:58:00Z'),
      [early]: line('2026-09-01T23:59:00Z'),
      [front(keyEnding('2026-09-02T00:35:00Z'))]: line('2026-09-02T00:29:00Z'),
      [front(keyEnding('2026-09-01T00:35:00Z'))]: line('2026-09-01T23:59:00Z'),
    }
    const { access, aws } = await collect(bucketHandlers(given), { window: night })
    expect(readingOf(access[0])).toMatchObject({
      objects: { listed: 4, read: 4 },
      digest: { lines: { parsed: 4, outsideWindow: 0 } },
    })
    expect(aws.inputsOf('s3:ListObjectsV2')).toHaveLength(2)
  })

  test("leaves out other kinds' and other balancers' files", async () => {
    const other = at(5).replace('app.shop.50dc6c495c0c9188', 'app.shop.50dc6c495c0c9188x')
    const { access } = await collect(
      bucketHandlers({
        [at(5)]: gzipSync(linesAt(3, {}, { balancer: 'app/other/0123456789abcdef' })),
        [other]: gzipSync(linesAt(3, {})),
        [front(keyEnding('2026-09-01T12:05:00Z', 'conn_log_'))]: gzipSync('x'),
        [front(keyEnding('2026-09-01T12:05:00Z', 'health_check_log_'))]: gzipSync(healthCheckLine()),
        'front/AWSLogs/111122223333/ELBAccessLogTestFile': Buffer.from('Enable AccessLog for ELB: shop'),
      }),
    )
    expect(readingOf(access[0])).toMatchObject({ objects: { listed: 1, read: 1 }, digest: { lines: { parsed: 1, foreign: 1 } } })
  })

  test('lies at the top of a bucket without prefix', async () => {
    const { 'access_logs.s3.prefix': _, ...settings } = s3Settings
    const { access } = await collect(bucketHandlers({ [at(5).slice('front/'.length)]: gzipSync(linesAt(1, {})) }), { settings })
    expect(readingOf(access[0])).toMatchObject({ source: 's3://logs', objects: { read: 1 } })
  })

  test.each(['front', '/front/', `front/AWSLogs/${account}/elasticloadbalancing/`])(
    'may be named by the user: %s',
    async (prefix) => {
      const choice = { kind: 's3', bucket: 'copies', prefix } as const
      const { access, aws } = await collect(bucketHandlers({ [at(5)]: gzipSync(linesAt(1, {})) }), { settings: null, choice })
      expect(readingOf(access[0])).toMatchObject({ source: 's3://copies/front', objects: { read: 1 } })
      expect(aws.inputsOf('s3:GetObject')).toEqual([{ Bucket: 'copies', Key: at(5) }])
    },
  )

  test('may be copies in one folder', async () => {
    const name = (minute: number): string => at(minute).slice(at(minute).lastIndexOf('/') + 1)
    const objects = { [`mine/${name(5)}`]: linesAt(1, {}), 'mine/readme.txt': 'x', [`mine/old/${name(0)}`]: linesAt(1, {}) }
    const bodies = Object.fromEntries(Object.entries(objects).map(([key, text]) => [key, gzipSync(text)] as const))
    const choice = { kind: 's3', bucket: 'copies', prefix: 'mine' } as const
    const { access } = await collect(bucketHandlers(bodies), { settings: null, choice })
    expect(readingOf(access[0])).toMatchObject({ objects: { listed: 2, read: 2 }, digest: { lines: { parsed: 2 } } })
  })

  test('keeps names, sizes and nothing else of a listing', async () => {
    const { records } = await collect(bucketHandlers({ [at(5)]: gzipSync(linesAt(1, {})) }))
    const listing = records.find(({ call }) => call === 's3:ListObjectsV2')
    expect(listing?.outcome).toMatchObject({ ok: true, output: { Contents: [{ Key: at(5), Size: 1 }] } })
    expect(JSON.stringify(listing)).not.toContain('ETag')
  })
})

describe('what cannot be read', () => {
  test('of some objects makes the reading partial and is named', async () => {
    const cut = gzipSync(Array.from({ length: 3000 }, (_, index) => albLine({ traceId: `Root=${Math.sin(index)}` })).join('\n'))
    const { access, progress } = await collect(
      bucketHandlers({
        [at(5)]: gzipSync(linesAt(3, failing)),
        [at(10)]: denied('not yours'),
        [at(15)]: denied('not yours'),
        [at(20)]: serviceError('NoSuchKey', 404, 'gone'),
        [at(25)]: cut.subarray(0, cut.length - 2000),
      }),
    )
    const { objects, notes, partial, refused, digest } = readingOf(access[0])
    expect(objects).toEqual({ listed: 5, read: 1, failed: 4, skipped: 0 })
    expect(refused).toEqual({ gap: 'denied', permission: 's3:GetObject' })
    expect(notes).toEqual([
      expect.stringMatching(/^1 of 5 objects could not be read: NoSuchKey \(gone; it was there when the bucket was listed/),
      expect.stringMatching(/^2 of 5 objects could not be read: AccessDenied \(not yours; the bucket policy/),
      '1 of 5 objects were read in part: the compressed data is cut short',
      'what was logged after 2026-09-01T12:25:00.000Z had not arrived yet; logs come in about 5 minutes late',
    ])
    expect(partial).toBe(true)
    expect(digest.lines.parsed).toBeGreaterThan(2000)
    expect(digest.failures).toHaveLength(1)
    expect(progress.filter(({ state }) => state === 'failed')).toHaveLength(4)
    expect(progress.at(-1)).toEqual({
      ...{ call: 's3:GetObject', state: expect.any(String), done: 5, total: 5 },
      detail: expect.stringMatching(/^0 of 0 MB, \d+ lines, 1 of them 502, \d+ s left$/),
    })
  })

  test.each([
    [denied(), 'denied', 'AccessDenied', 's3:GetObject'],
    [denied('User is not authorized to perform: kms:Decrypt on the key'), 'denied', 'AccessDenied', 'kms:Decrypt'],
    [serviceError('KMS.DisabledException', 400), 'failed', 'KMS.DisabledException', 'kms:Decrypt'],
    [serviceError('SlowDown', 503), 'throttled', 'SlowDown', 's3:GetObject'],
    [serviceError('NoSuchKey', 404), 'notFound', 'NoSuchKey', 's3:GetObject'],
    [serviceError('InvalidObjectState', 403), 'denied', 'InvalidObjectState', 's3:GetObject'],
  ] as const)('of all objects is a gap: %s', async (error, gap, code, permission) => {
    const { access } = await collect(bucketHandlers({ [at(5)]: error, [at(10)]: error }))
    expect(access).toMatchObject([{ call: 's3:GetObject', permission, outcome: { ok: false, gap, code } }])
  })

  test('of the listing is a gap that names the permission to list', async () => {
    const { access, aws } = await collect({ 's3:ListObjectsV2': refuse('AccessDenied', 403) })
    expect(access).toMatchObject([
      {
        permission: 's3:ListBucket',
        outcome: { ok: false, gap: 'denied', message: expect.stringContaining('could not be listed') },
      },
    ])
    expect(aws.inputsOf('s3:GetObject')).toEqual([])
  })

  test('of one day of two makes the reading partial', async () => {
    const { list, get } = {
      list: bucketHandlers({ [at(5)]: gzipSync(linesAt(1, {})) })['s3:ListObjectsV2'],
      get: bucketHandlers({ [at(5)]: gzipSync(linesAt(1, {})) })['s3:GetObject'],
    }
    const { access } = await collect(
      {
        's3:ListObjectsV2': (input) =>
          String(input.Prefix).includes('/08/31/') ? refuse('InternalError', 500)(input) : list?.(input),
        ...(get ? { 's3:GetObject': get } : {}),
      },
      { window: { ...window, from: '2026-08-31T12:00:00.000Z' } },
    )
    expect(readingOf(access[0])).toMatchObject({ partial: true, objects: { read: 1 } })
    expect(readingOf(access[0]).notes[0]).toBe('the objects of a day could not be listed: InternalError')
  })

  test('because nothing is there is said, and is no proof of silence', async () => {
    const { access } = await collect(bucketHandlers({}))
    expect(readingOf(access[0])).toMatchObject({
      objects: { listed: 0, read: 0 },
      notes: ['no log objects of this load balancer for this time'],
      partial: true,
    })
  })

  test('because it is another format is said', async () => {
    const junk = Array.from({ length: 30 }, (_, index) => `junk ${index}`).join('\n')
    const { access } = await collect(bucketHandlers({ [at(5)]: gzipSync(`${junk}\n${linesAt(1, {})}`) }))
    expect(readingOf(access[0])).toMatchObject({ partial: true, digest: { lines: { malformed: 30, parsed: 1 } } })
    expect(readingOf(access[0]).notes[0]).toBe('30 of 31 lines could not be understood')
  })

  test('before the deadline is left', async () => {
    const controller = new AbortController()
    const objects = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [at(5, `n${index}`), gzipSync(linesAt(1, {}))]))
    const handlers = bucketHandlers(objects)
    let asked = 0
    const collected = await collect(
      {
        ...handlers,
        's3:GetObject': (input) => {
          asked += 1
          if (asked === 6) controller.abort()
          return handlers['s3:GetObject']?.(input)
        },
      },
      { signal: controller.signal },
    )
    const { objects: counts, partial, notes } = readingOf(collected.access[0])
    expect(counts).toMatchObject({ listed: 12, failed: 12 - counts.read })
    expect(counts.read).toBeLessThan(8)
    expect(partial).toBe(true)
    expect(notes.join()).toMatch(/deadline/)
    expect(asked).toBeLessThan(10)
  })

  test('because the deadline had passed is a gap', async () => {
    const { access } = await collect(bucketHandlers({ [at(5)]: gzipSync(linesAt(1, {})) }), { signal: AbortSignal.abort() })
    expect(access).toMatchObject([{ outcome: { ok: false, gap: 'failed', code: 'Deadline' } }])
  })
})

describe('more than can be read', () => {
  const many = Object.fromEntries(
    Array.from({ length: 11 }, (_, index) => [at(5 * index + 5), gzipSync(linesAt(5 * index + 3, failing))]),
  )

  test('is sampled over the whole window, and said to be', async () => {
    const { access, aws } = await collect(bucketHandlers(many, 1000, 0.5e9))
    const reading = readingOf(access[0])
    expect(reading).toMatchObject({ partial: true, objects: { listed: 11, read: 4, failed: 0 } })
    expect(reading.notes[0]).toMatch(/^a sample was read, spread over the window: 4 of 11 log objects, 2\.0 GB of 5\.5 GB/)
    const minutes = aws.inputsOf('s3:GetObject').map(({ Key }) => Number(/T12(\d\d)Z/.exec(String(Key))?.[1]))
    expect(Math.max(...minutes) - Math.min(...minutes)).toBeGreaterThanOrEqual(40)
  })

  test('is read at least in part where a single object is too much', async () => {
    const { access } = await collect(
      bucketHandlers({ [at(5)]: gzipSync(linesAt(3, failing)), [at(10)]: gzipSync('') }, 1000, 9e9),
    )
    expect(readingOf(access[0])).toMatchObject({ objects: { listed: 2, read: 1 } })
  })
})

describe('the health-check log in S3', () => {
  const settings = { ...probeSettings }
  const key = (name: 'health_check_log_') => keyEnding('2026-09-01T12:05:00Z', name)
  const log = gzipSync(`${healthCheckLine({ passed: false, reason: 'ConnectionReset' })}\n${healthCheckLine({ fields: 8 })}`)

  test('is one reading too', async () => {
    const { probe, access } = await collect(bucketHandlers({ [key('health_check_log_')]: log }), { settings })
    expect(access).toEqual([])
    expect(probe[0]).toMatchObject({ call: 's3:GetObject', input: { kind: 'probe', source: 's3://probes' } })
    expect(probeReadingOf(probe[0])).toEqual({
      source: 's3://probes',
      entries: [
        {
          backend: '10.0.1.10:8080',
          poolName: 'web',
          passed: 1,
          failed: 1,
          reasons: [['connection-reset', 1]],
          lastStatus: '200',
        },
      ],
      lines: { read: 2, parsed: 2, malformed: 0, foreign: 0, outsideWindow: 0 },
    })
  })

  test('is found though its name separates otherwise', async () => {
    const varied = key('health_check_log_').replace('health_check_log_', 'health_check_log.')
    const { probe, aws } = await collect(bucketHandlers({ [varied]: log }), { settings })
    expect(probeReadingOf(probe[0]).entries).toHaveLength(1)
    expect(aws.inputsOf('s3:ListObjectsV2')).toHaveLength(2)
  })

  test('without lines is a gap: silence is no success', async () => {
    const { probe } = await collect(bucketHandlers({}), { settings })
    expect(probe).toMatchObject([{ outcome: { ok: false, gap: 'notFound', code: 'NoLogLines' } }])
  })

  test('goes beside the request log', async () => {
    const objects = { [key('health_check_log_')]: log, [at(5)]: gzipSync(linesAt(1, {})) }
    const { probe, access } = await collect(bucketHandlers(objects), { settings: { ...settings, ...s3Settings } })
    expect([probe, access].map((records) => records.map(({ outcome }) => outcome.ok))).toEqual([[true], [true]])
  })
})

test('a log that is switched off leaves no record, and no bucket is asked', async () => {
  const { records, aws } = await collect({}, { settings: { 'access_logs.s3.enabled': 'false', 'access_logs.s3.bucket': '' } })
  expect(records.map(({ call }) => call)).toEqual(['logs:DescribeDeliverySources'])
  expect(aws.sent).toHaveLength(1)
  expect((await collect({}, { choice: { kind: 'off' } })).aws.sent).toEqual([])
})
