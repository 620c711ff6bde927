/**
 * What a diagnosis of every load balancer of an account costs against a fake AWS that takes 50 ms a call and throttles as AWS does,
 * beside the bars: `npm run bench:fleet`, for some minutes. Build first.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bucketOf } from '../test/fakes/aws/buckets.ts'
import type { RecordedRequest } from '../test/fakes/aws/server.ts'
import { region } from '../test/scenarios/shop.ts'
import { windowFrom, windowTo } from '../test/scenarios/world.ts'
import { latency } from './lib/calls.ts'
import { startRemoteFake } from './lib/fake.ts'
import { printRatio, printRow } from './lib/print.ts'

const [balancers, groupsEach] = [Number(process.env.LB502_BENCH_BALANCERS ?? 200), 5]

const home = mkdtempSync(join(tmpdir(), 'lb502-fleet-'))
const fake = await startRemoteFake<RecordedRequest>(
  new URL('./fake-fleet.ts', import.meta.url),
  `${balancers}x${groupsEach}`,
  latency,
)
try {
  const report = join(home, 'report.json')
  const { lasted, peakMebibytes } = await sweep(report)
  const requests = await fake.takeRequests()
  const bound = boundOf(requests)
  const unhandled = throttledIn(readFileSync(report, 'utf8'))
  printRow(`${balancers} load balancers of ${groupsEach} groups, ${latency} ms a call: the whole command`, seconds(lasted))
  printRow(`what its calls must take: ${bound.name}`, seconds(bound.milliseconds))
  printRatio('wall / that bound', lasted, bound.milliseconds, 1.3)
  printRow('calls per load balancer, shared reads counted once', (requests.length / balancers).toFixed(1))
  printRow('calls that were throttled, and made again', String(requests.filter(({ isThrottled }) => isThrottled).length))
  printRow('throttles left in the report', String(unhandled), { value: unhandled, most: 0 })
  printRow('peak memory', `${peakMebibytes.toFixed(0)} MiB`)
  for (const [name, count] of countsOf(requests)) printRow(`  ${name}`, String(count))
} finally {
  fake.stop()
  rmSync(home, { recursive: true, force: true })
}

async function sweep(report: string): Promise<{ readonly lasted: number; readonly peakMebibytes: number }> {
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    AWS_ACCESS_KEY_ID: 'fake',
    AWS_SECRET_ACCESS_KEY: 'fake',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...fake.environment,
  }
  const command = join(import.meta.dirname, '../dist/bin.js')
  // The kernel keeps the peak; it is read when the command ends.
  const peak = `process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS)))`
  const words = ['--import', `data:text/javascript,${encodeURIComponent(peak)}`, command, 'aws', '--all', '--region', region]
  const asked = ['--logs', 'off', '--since', windowFrom, '--until', windowTo, '--json', '--quiet', '--output', report]
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...words, ...asked], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text) => {
    said += String(text)
  })
  const [code] = await once(child, 'close')
  if (code === 2 || !/\d+$/.test(said)) throw new Error(`the sweep ended with ${code}: ${said}`)
  return { lasted: performance.now() - startedAt, peakMebibytes: Number(/\d+$/.exec(said)?.[0]) / 1024 }
}

/** The bucket that lets the calls go last, and when: as many as it holds at once, the others as it fills. */
function boundOf(requests: readonly RecordedRequest[]): { readonly name: string; readonly milliseconds: number } {
  const taken = new Map<string, { count: number; readonly capacity: number; readonly perSecond: number }>()
  for (const { call, isThrottled } of requests) {
    const bucket = bucketOf(call)
    if (bucket === null || isThrottled) continue
    const entry = taken.get(bucket.name) ?? { ...bucket, count: 0 }
    entry.count += 1
    taken.set(bucket.name, entry)
  }
  const bounds = [...taken].map(([name, { count, capacity, perSecond }]) => ({
    name: `${count} of ${name} at ${perSecond}/s`,
    milliseconds: (Math.max(0, count - capacity) / perSecond) * 1000 + latency,
  }))
  return bounds.toSorted((a, b) => b.milliseconds - a.milliseconds)[0] ?? { name: 'nothing', milliseconds: latency }
}

function throttledIn(report: string): number {
  return report.match(/"why":\s*"throttled"/g)?.length ?? 0
}

function countsOf(requests: readonly RecordedRequest[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>()
  for (const { call } of requests) counts.set(call, (counts.get(call) ?? 0) + 1)
  return [...counts].toSorted(([, a], [, b]) => b - a)
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}
