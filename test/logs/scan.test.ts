import * as zlib from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Ending } from '../../src/logs/inflate.ts'
import { scanLog } from '../../src/logs/scan.ts'
import { collectLines, pieces, stream } from './collect.ts'

const { gzipSync } = zlib
/** Of Node 22.15 and newer. */
const { zstdCompressSync } = zlib as typeof zlib & { readonly zstdCompressSync?: (text: Uint8Array) => Uint8Array }

const whole: Ending = { whole: true }

async function scan(chunks: Iterable<Uint8Array>, failure?: Error, signal?: AbortSignal) {
  const sink = collectLines()
  const ending = await scanLog(stream(chunks, failure), sink, signal)
  return { ending, lines: sink.lines }
}

/** Lines that do not compress to nothing. */
const log = Array.from({ length: 20_000 }, (_, index) => `line ${index} ${(index * 2654435761) % 4294967296}`)
const text = Buffer.from(`${log.join('\n')}\n`)
const compressed = gzipSync(text)

describe('scanning', () => {
  test('reads plain and compressed bytes alike, however they arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 12 })),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
        async (lines, lengths) => {
          const bytes = Buffer.from(lines.join('\n'))
          const plain = await scan(pieces(bytes, lengths))
          const inflated = await scan(pieces(gzipSync(bytes), lengths))
          expect(plain).toEqual({ ending: whole, lines: lines.filter((line) => line !== '') })
          expect(inflated).toEqual(plain)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('reads a stream of one byte, and of none', async () => {
    expect(await scan([Buffer.from('x')])).toEqual({ ending: whole, lines: ['x'] })
    expect(await scan([])).toEqual({ ending: whole, lines: [] })
    expect(await scan([new Uint8Array(0), Buffer.from('ab')])).toEqual({ ending: whole, lines: ['ab'] })
  })

  test('reads members that follow each other', async () => {
    const two = Buffer.concat([gzipSync('one\ntw'), gzipSync('o\nthree')])
    expect(await scan([two])).toEqual({ ending: whole, lines: ['one', 'two', 'three'] })
  })

  test.runIf(zstdCompressSync !== undefined)('reads zstd where Node does', async () => {
    const bytes = zstdCompressSync?.(text) ?? text
    expect(await scan(pieces(bytes, [3, 4096]))).toEqual({ ending: whole, lines: log })
  })

  test('keeps what a cut stream held, and says that it was cut', async () => {
    const { ending, lines } = await scan(pieces(compressed.subarray(0, compressed.length / 2), [16_384]))
    expect(ending).toEqual({ whole: false, message: 'the compressed data is cut short' })
    expect(lines.length).toBeGreaterThan(log.length / 3)
    expect(lines.slice(0, -1)).toEqual(log.slice(0, lines.length - 1))
  })

  test('keeps what came before damage, and says what is wrong', async () => {
    const damaged = Buffer.from(compressed)
    damaged.fill(0xff, 80_000, 80_200)
    const { ending, lines } = await scan(pieces(damaged, [4096]))
    expect(ending).toMatchObject({ whole: false, message: expect.stringMatching(/^the compressed data is damaged/) })
    expect(lines.length).toBeGreaterThan(log.length / 4)
    expect(lines.slice(0, 1000)).toEqual(log.slice(0, 1000))
  })

  test('keeps what came before the source failed', async () => {
    const { ending, lines } = await scan([text.subarray(0, 100_000)], new Error('socket hang up'))
    expect(ending).toEqual({ whole: false, message: 'socket hang up' })
    expect(lines.slice(0, -1)).toEqual(log.slice(0, lines.length - 1))
  })

  test('tells gzip by its bytes only', async () => {
    expect((await scan([Buffer.from([0x1f, 0x8b, 0, 1, 2])])).ending.whole).toBe(false)
    expect(await scan([Buffer.from([0x1f, 0x41])])).toEqual({ ending: whole, lines: ['\x1fA'] })
  })

  test('never rejects, whatever the bytes', async () => {
    const gzipLike = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.concat([compressed.subarray(0, 10), bytes]))
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), gzipLike), async (bytes) => {
        expect(typeof (await scan([bytes])).ending.whole).toBe('boolean')
      }),
    )
  })

  test('stops when told to', async () => {
    const { ending, lines } = await scan([text], undefined, AbortSignal.abort())
    expect(ending).toEqual({ whole: false, message: 'reading was stopped at the deadline' })
    expect(lines).toEqual([])
  })
})
