/** What the calls of one diagnosis cost, beside their bars: printed alike for both clouds. */
import type { Incident } from './incident.ts'
import { median, repeated, runNode, timed } from './measure.ts'
import { milliseconds, printRatio, printRow } from './print.ts'
import { duplicatesOf, lastEnd, longestSequence, type Timed } from './requests.ts'

export const latency = 50
const runs = 15

export interface Calls<Request extends Timed> {
  /** What is diagnosed. */
  readonly what: string
  /** Collects and judges in this process. */
  readonly inspect: () => Promise<void>
  /** The longest chain of calls that need each other's answers. */
  readonly depth: number
  /** Whether a request is part of an operation whose time is the cloud's own, and not counted. */
  readonly isOperation: (request: Request) => boolean
  /** What tells one request from another. */
  readonly keyOf: (request: Request) => string
  /** Makes the same calls again, one after the other. */
  readonly repeat: (requests: readonly Request[]) => Promise<unknown>
}

export async function printCalls<Request extends Timed>(incident: Incident<Request>, calls: Calls<Request>): Promise<void> {
  const { fake, env, words } = incident
  const { what, inspect, depth, isOperation, keyOf, repeat } = calls
  Object.assign(process.env, env)
  const first = await timed(inspect)
  const ran: Run<Request>[] = []
  while (ran.length < runs) {
    await fake.takeRequests()
    const lasted = await timed(inspect)
    ran.push({ lasted, requests: await fake.takeRequests() })
  }
  const requests = ran.at(-1)?.requests ?? []
  const others = requests.filter((request) => !isOperation(request))
  const waited = median(ran.map((run) => waitedFor(run.requests, isOperation)))
  const inProcess = median(ran.map((run) => run.lasted - waitedFor(run.requests, isOperation)))
  const inSequence = median(await repeated(3, () => repeat(requests)))
  const whole = median(await repeated(runs, () => runNode(words, env, [1])))

  printRow(`${what}, ${latency} ms a call: in process, median of ${runs}`, milliseconds(inProcess))
  if (waited > 0) printRow('  without what an operation of the cloud outlasted all else', milliseconds(waited))
  printRow('  the first run of the process, which loads the SDK unbundled', milliseconds(first))
  printRow(`  the whole command, median of ${runs}`, milliseconds(whole))
  printRow('  the same calls in sequence', milliseconds(inSequence))
  printRatio(`in process / (${depth} calls deep x ${latency} ms)`, inProcess, depth * latency, 1.4)
  const duplicates = duplicatesOf(others, keyOf)
  printRow('duplicate calls', String(duplicates), { value: duplicates, most: 0 })
  printRow('calls', String(requests.length))
  printRow('most calls one after another', String(longestSequence(others)))
  printRatio('in process / in sequence', inProcess, inSequence)
  printRatio('the whole command / in sequence', whole, inSequence)
}

interface Run<Request> {
  readonly lasted: number
  readonly requests: readonly Request[]
}

/** Milliseconds for which nothing but an operation was under way: it had begun with the first call, and others had ended. */
function waitedFor<Request extends Timed>(requests: readonly Request[], isOperation: (request: Request) => boolean): number {
  const ofOperations = requests.filter(isOperation)
  if (ofOperations.length === 0) return 0
  return Math.max(0, lastEnd(ofOperations) - lastEnd(requests.filter((request) => !isOperation(request))))
}
