/**
 * What one diagnosis of a target group with request logs costs against a fake AWS that takes 50 ms a call, beside the bars and
 * beside what the same calls cost one after the other: `npm run bench:aws`. Build first.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collectAws } from '../src/aws/collect/index.ts'
import { judge } from '../src/pipeline.ts'
import { groupArn } from '../test/scenarios/shop.ts'
import { windowFrom, windowTo } from '../test/scenarios/world.ts'
import { startRemoteFake } from './lib/fake.ts'
import { median, runNode, timed } from './lib/measure.ts'
import { milliseconds, printRatio, printRow } from './lib/print.ts'
import { duplicatesOf, longestSequence, repeatInSequence } from './lib/requests.ts'
import { printStartUp } from './lib/start-up.ts'

const latency = 50
/** The longest chain of calls that need each other's answers: group, load balancer, list of log objects, log object. */
const depth = 4
const runs = 11
const scenario = 'port-closed'

const home = mkdtempSync(join(tmpdir(), 'lb502-bench-'))
const fake = await startRemoteFake(scenario, latency)
Object.assign(process.env, {
  HOME: home,
  AWS_ENDPOINT_URL: fake.url,
  AWS_ACCESS_KEY_ID: 'fake',
  AWS_SECRET_ACCESS_KEY: 'fake',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
})

async function inspect(): Promise<void> {
  const window = { from: windowFrom, to: windowTo }
  const asked = {
    window,
    logs: { kind: 'auto' },
    deadlineSeconds: 60,
    backendKeepAliveSeconds: null,
    only: [],
    ignore: [],
  } as const
  const evidence = await collectAws({ kind: 'pool', id: groupArn }, { ...asked, now: new Date(windowTo) })
  const [diagnosis] = judge(evidence)
  if (diagnosis?.causes[0]?.id !== scenario) throw new Error(`expected ${scenario}, got ${diagnosis?.causes[0]?.id}`)
}

try {
  const first = await timed(inspect)
  await fake.takeRequests()
  const warm: number[] = []
  for (let run = 0; run < runs; run += 1) warm.push(await timed(inspect))
  const all = await fake.takeRequests()
  const requests = all.slice(all.length - all.length / runs)
  const inProcess = median(warm)

  printRow(`one target group with logs, ${latency} ms a call, in process, median of ${runs}`, milliseconds(inProcess))
  printRow('  the first run in the process, SDK loaded from source', milliseconds(first))
  printRatio(`wall / (${depth} calls deep x ${latency} ms)`, inProcess, depth * latency, 1.4)
  printRow('calls', String(requests.length))
  printRow('duplicate calls', String(duplicatesOf(requests)), { value: duplicatesOf(requests), most: 0 })
  printRow('most calls one after another', String(longestSequence(requests)))

  const inSequence = await timed(() => repeatInSequence(fake.url, requests))
  printRow('the same calls in sequence', milliseconds(inSequence))
  printRatio('in process / in sequence', inProcess, inSequence)

  const command = join(import.meta.dirname, '../dist/bin.js')
  const words = [command, 'aws', '--tg', groupArn, '--since', windowFrom, '--until', windowTo, '--json']
  const whole: number[] = []
  for (let run = 0; run < runs; run += 1) whole.push(await timed(() => runNode(words, process.env, [1])))
  printRow(`the whole command, median of ${runs}`, milliseconds(median(whole)))
  printRatio('the whole command / in sequence', median(whole), inSequence)
} finally {
  fake.stop()
  rmSync(home, { recursive: true, force: true })
}

await printStartUp()
