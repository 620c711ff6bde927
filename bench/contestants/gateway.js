/** Application Gateway rows, read for a digest and parsed: milliseconds of either, in turns, in one process. */
import { readFileSync } from 'node:fs'
import { createAccumulator } from '../../dist/lib/core/digest/accumulator.js'
import { countInto } from '../../dist/lib/logs/access-line.js'
import { createAccessLogReader } from '../../dist/lib/logs/app-gateway/access-log.js'
import { createRecordSplitter } from '../../dist/lib/logs/app-gateway/record-splitter.js'

const bytes = readFileSync(process.argv[2] ?? '')
const rounds = 7

function scan() {
  const accumulator = createAccumulator(null)
  const reader = createAccessLogReader(countInto(accumulator), { gateway: null, generation: null })
  const lines = createRecordSplitter(reader)
  for (let at = 0; at < bytes.length; at += 1024 * 1024) lines.push(bytes.subarray(at, at + 1024 * 1024))
  lines.end()
  reader.flush()
  return accumulator.lines.parsed
}

function parse() {
  let rows = 0
  for (let from = 0, to = bytes.indexOf(10); to !== -1; from = to + 1, to = bytes.indexOf(10, from)) {
    if (JSON.parse(bytes.toString('utf8', from, to)).properties.httpStatus > 0) rows += 1
  }
  return rows
}

const times = { scan: [], parse: [] }
let rows = []
for (let round = 0; round < rounds; round += 1) {
  for (const [name, task] of [
    ['scan', scan],
    ['parse', parse],
  ]) {
    const before = process.cpuUsage()
    rows = [...rows.slice(-1), task()]
    const { user, system } = process.cpuUsage(before)
    times[name].push((user + system) / 1000)
  }
}
const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]
process.stdout.write(JSON.stringify({ scan: median(times.scan), parse: median(times.parse), rows }))
