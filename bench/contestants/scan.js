/** What lb502 does with log files up to the digest, as built. */
import { createReadStream } from 'node:fs'
import { readObjects } from '../../dist/lib/collect/logs/read-objects.js'
import { createAccumulator, digestOf } from '../../dist/lib/core/digest/accumulator.js'
import { countInto } from '../../dist/lib/logs/access-line.js'
import { createAccessLogReader } from '../../dist/lib/logs/alb/access-log.js'
import { scanLog } from '../../dist/lib/logs/scan.js'

const accumulator = createAccumulator(null)
const reader = createAccessLogReader(countInto(accumulator), { balancer: null, layout: null })
await readObjects(process.argv.slice(2), {
  call: 'read',
  read: (file) => scanLog(createReadStream(file, { highWaterMark: 256 * 1024 }), reader),
  refusalOf: (error) => ({ gap: 'failed', code: 'Failed', message: String(error) }),
  signal: new AbortController().signal,
})
reader.flush()
const { lines, series } = digestOf(accumulator)
const answers = series.flatMap(({ minutes }) => minutes.flatMap(({ gateway, backend }) => [gateway['502'], backend['502']]))
process.stdout.write(JSON.stringify({ lines: lines.parsed, answered502: answers.reduce((sum, count) => sum + (count ?? 0), 0) }))
