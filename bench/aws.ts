/**
 * What one diagnosis of a target group with request logs costs against a fake AWS that takes 50 ms a call, beside the bars and
 * beside what the same calls cost one after the other: `npm run bench:aws`. Build first.
 */
import { collectAws } from '../src/aws/collect/index.ts'
import { judge } from '../src/pipeline.ts'
import { groupArn } from '../test/scenarios/shop.ts'
import { windowFrom, windowTo } from '../test/scenarios/world.ts'
import { type Incident, incident, withIncident } from './lib/incident.ts'
import { median, repeated, runNode, timed } from './lib/measure.ts'
import { milliseconds, printRatio, printRow } from './lib/print.ts'
import { duplicatesOf, longestSequence, repeatInSequence } from './lib/requests.ts'
import { printStartUp } from './lib/start-up.ts'

const latency = 50
/** The longest chain of calls that need each other's answers: group, load balancer, list of log objects, log object. */
const depth = 4
const runs = 15

await withIncident(latency, async ({ fake, env, words }) => {
  Object.assign(process.env, env)
  await printCalls(fake)
  printRow('', '')
  await printStartUp(words, env)

  async function printCalls({ url, takeRequests }: Incident['fake']): Promise<void> {
    const first = await timed(inspect)
    const inProcess = median(await repeated(runs, inspect))
    await takeRequests()
    await inspect()
    const requests = await takeRequests()
    const inSequence = median(await repeated(3, () => repeatInSequence(url, requests)))
    const whole = median(await repeated(runs, () => runNode(words, env, [1])))

    printRow(`one target group with logs, ${latency} ms a call: in process, median of ${runs}`, milliseconds(inProcess))
    printRow('  the first run of the process, which loads the SDK unbundled', milliseconds(first))
    printRow(`  the whole command, median of ${runs}`, milliseconds(whole))
    printRow('  the same calls in sequence', milliseconds(inSequence))
    printRatio(`in process / (${depth} calls deep x ${latency} ms)`, inProcess, depth * latency, 1.4)
    printRow('duplicate calls', String(duplicatesOf(requests)), { value: duplicatesOf(requests), most: 0 })
    printRow('calls', String(requests.length))
    printRow('most calls one after another', String(longestSequence(requests)))
    printRatio('in process / in sequence', inProcess, inSequence)
    printRatio('the whole command / in sequence', whole, inSequence)
  }
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
  const found = judge(evidence)[0]?.causes[0]?.id
  if (found !== incident) throw new Error(`expected ${incident}, got ${found}`)
}
