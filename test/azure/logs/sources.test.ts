import { describe, expect, test } from 'vitest'
import { createAccumulator, digestOf } from '../../../src/core/digest/accumulator.ts'
import { condenseDigest } from '../../../src/core/digest/paths.ts'
import type { TrafficDigest } from '../../../src/core/traffic.ts'
import { countInto } from '../../../src/logs/access-line.ts'
import { createAccessLogReader } from '../../../src/logs/app-gateway/access-log.ts'
import { gatewayLine } from '../../fakes/logs/app-gateway-lines.ts'
import { collectFrom, readingIn, rows, shopLoggingTo, window } from './shop.ts'

/** What the rows come to when each is read as a line. */
function digestOfRows(): TrafficDigest {
  const accumulator = createAccumulator(window)
  const reader = createAccessLogReader(countInto(accumulator), { gateway: null, generation: 'v2' })
  for (const line of rows.map(gatewayLine)) reader.line(Buffer.from(line), 0, Buffer.byteLength(line))
  return condenseDigest(digestOf(accumulator))
}

/** Samples show what the source has; Log Analytics counts only paths that failed. */
function comparable({ failures, ...digest }: TrafficDigest): unknown {
  return { ...digest, pathsTruncated: true, failures: failures.map((group) => ({ ...group, samples: group.samples.length })) }
}

describe.each(['storage', 'dedicated', 'legacy'] as const)('the log in %s', (place) => {
  test('comes to the same digest as its rows', async () => {
    const reading = readingIn(await collectFrom(shopLoggingTo([place])))
    expect(comparable(reading.digest)).toEqual(comparable(digestOfRows()))
    expect(reading).toMatchObject({ partial: false, objects: { failed: 0 } })
  })
})
