import { addressOf, affectedBy, departed, groupsOn, inState } from '../backends.ts'
import type { Check, Reader, Subject } from '../check.ts'
import type { Certainty } from '../diagnosis.ts'
import type { StoppedTask } from '../model.ts'
import { heldParts, quickParts, requestsOf, type Symptoms, symptomsOf, whole } from '../symptoms.ts'
import type { FailureGroup } from '../traffic.ts'
import { type Part, rangeWords, steadyWait, waitRange } from '../waits.ts'
import { clock, count, list, verb } from '../wording.ts'
import { claim, failing, sampleOfParts, skip, stated } from './common.ts'
import { alwaysFailingPath } from './one-path.ts'
import { deadTasks } from './tasks.ts'

/** The backend dies while requests run: scattered waits in bursts, and a body to show for it where an orchestrator keeps one. */
export const backendCrashed: Check = {
  id: 'backend-crashed',
  judge(subject, read) {
    const config = read.see(subject.pool.config)
    if (config?.backendKind === 'function') return skip
    const symptoms = symptomsOf(subject, read)
    const groups = [...symptoms.cut.map((waits) => waits.group), ...symptoms.undispatched]
    const dead = deadTasks(subject, read, groups)
    const bodies = [...dead.onFailing, ...dead.elsewhere]
    const scattered = withoutSteady(heldParts(symptoms.cut), steadyWait(symptoms.cut)?.parts ?? [])
    const parts =
      dead.onFailing.length > 0
        ? onDead(dead.onFailing, symptoms)
        : [...scattered, ...quickMeanwhile(symptoms, scattered), ...refusedMeanwhile(subject, read, symptoms, scattered)]
    const requests = requestsOf(parts)
    const refused = requestsOf(parts.filter(({ group }) => group.phase === 'not-dispatched'))
    if (requests === 0 && bodies.length === 0) return skip
    const backends = read.see(subject.pool.backends) ?? []
    const cutGroups = parts.map((part) => part.group)
    // What a group that is claimed in part keeps of its waits may be those of the rest.
    const range = waitRange(parts.filter((part) => part.requests === part.group.requests).map((part) => part.group))
    const memory = bodies.filter((task) => task.cause === 'out-of-memory')
    return failing({
      certainty: certaintyOf(dead.onFailing.length, bodies.length, parts, staysAndVaries(subject, read, cutGroups)),
      headline:
        memory.length > 0
          ? 'Backends are killed for lack of memory while requests run'
          : 'Backends die or restart while requests run',
      summary: `${requests > 0 ? cutWords(requests - refused, refused, range) : 'Backends stopped'}${
        bodies.length > 0
          ? `, and ${count(bodies.length, 'task')} of the service stopped by ${verb(bodies.length, 'itself', 'themselves')} in the window (${list(
              bodies.map((task) => task.providerReason),
              2,
            )})`
          : ''
      }.`,
      affected: affectedBy(cutGroups, backends),
      claim: claim(parts),
      evidence: [
        ...(requests > 0
          ? [
              stated(
                'access-log',
                `${countWords(requests - refused, refused)}${sampleOfParts(parts)}`,
                subject.snapshot.accessLog,
              ),
            ]
          : []),
        ...bodies
          .slice(0, 3)
          .map((task) =>
            stated(
              'task',
              `task ${task.id} stopped${task.stoppedAt === null ? '' : ` at ${clock(task.stoppedAt)}`}: ${task.providerReason}${task.exitCodes.length > 0 ? `, exit code ${list(task.exitCodes.map(String))}` : ''}`,
              subject.pool.services,
            ),
          ),
      ],
      remedies: [
        {
          title:
            memory.length > 0
              ? 'Raise the memory limit, or find what uses it up'
              : 'Find the crash in the backend’s own log at these times',
          commands: ['journalctl -u <service> --since <time>', 'dmesg -T | grep -i -E "out of memory|oom|segfault"'],
          risk: memory.length > 0 ? 'medium' : 'low',
          time: '10-60 min',
        },
      ],
    })
  },
}

/** `60 requests cut off in mid-request, 40 not taken at all`: the two look different in the log, and are counted apart. */
function countWords(cut: number, refused: number): string {
  if (refused === 0) return `${count(cut, 'request')} cut off in mid-request`
  if (cut === 0) return `${count(refused, 'request')} not taken at all`
  return `${count(cut, 'request')} cut off in mid-request, ${refused} not taken at all`
}

function cutWords(cut: number, refused: number, range: ReturnType<typeof waitRange>): string {
  const after = range === null ? ' in mid-request' : ` after ${rangeWords(range)}`
  if (cut === 0) return `${count(refused, 'request')} ${verb(refused, 'was', 'were')} not taken at all`
  const whole = `${count(cut, 'request')} ${verb(cut, 'was', 'were')} cut off${after}`
  return refused === 0 ? whole : `${whole} and ${refused} not taken at all meanwhile`
}

/** Whatever failed on the addresses of tasks that died; what failed elsewhere has reasons of its own. */
function onDead(tasks: readonly StoppedTask[], symptoms: Symptoms): readonly Part[] {
  const addresses = new Set(tasks.flatMap((task) => task.addresses))
  const parts = [...heldParts(symptoms.cut), ...quickParts(symptoms.cut), ...whole(symptoms.undispatched)]
  return parts.filter(({ group }) => group.backend !== null && addresses.has(addressOf(group.backend)))
}

/** How long a process takes to come back, at most, before refusals are a matter of their own. */
const restartMilliseconds = 10 * 60_000

/** A process that dies ends young requests with the old: the few cut off at once in the same burst, on the same backend. */
function quickMeanwhile(symptoms: Symptoms, crashed: readonly Part[]): readonly Part[] {
  if (!isBurst(crashed)) return []
  const near = quickParts(symptoms.cut).filter(({ group }) => isWithin(group, crashed))
  return requestsOf(near) < requestsOf(crashed) ? near : []
}

/** Whether a group keeps to the backends and the minutes of a crash, give or take one. */
function isWithin(group: FailureGroup, crashed: readonly Part[]): boolean {
  const own = crashed.filter((part) => part.group.backend === group.backend)
  const bursts = own.flatMap((part) => part.group.minutes.map(([at]) => Date.parse(at)))
  return group.minutes.every(([at]) => bursts.some((burst) => Math.abs(burst - Date.parse(at)) <= 60_000))
}

/** A process that dies refuses connections until it is back: refusals around the crash, on the same backend, which is healthy again. */
function refusedMeanwhile(subject: Subject, read: Reader, symptoms: Symptoms, crashed: readonly Part[]): readonly Part[] {
  const healthy = inState(read.see(subject.pool.backends) ?? [], 'healthy')
  const back = groupsOn(symptoms.undispatched, healthy)
  return whole(
    back.filter((refused) =>
      crashed.some(
        ({ group }) =>
          group.backend === refused.backend &&
          Date.parse(refused.firstAt) >= Date.parse(group.firstAt) - 60_000 &&
          Date.parse(refused.lastAt) <= Date.parse(group.lastAt) + restartMilliseconds,
      ),
    ),
  )
}

function certaintyOf(onFailing: number, bodies: number, parts: readonly Part[], telling: boolean): Certainty {
  if (onFailing > 0) return 'proven'
  if (bodies > 0 && parts.length > 0) return 'likely'
  return bodies === 0 && telling && isBurst(parts) ? 'likely' : 'possible'
}

/** Neither leaving, as in a deployment, nor failing for one URL only: then a burst of cut requests speaks for a crash. */
function staysAndVaries(subject: Subject, read: Reader, groups: readonly FailureGroup[]): boolean {
  return departed(subject, read, groups)?.length === 0 && alwaysFailingPath(subject, read, groups) === null
}

/** On each backend most of it falls within three minutes: processes that died, not a habit of connections. */
function isBurst(parts: readonly Part[]): boolean {
  const backends = [...new Set(parts.map((part) => part.group.backend))]
  return (
    backends.length > 0 &&
    backends.every((backend) => {
      const own = parts.filter((part) => part.group.backend === backend)
      const counts = own.flatMap((part) => part.group.minutes.map(([, count]) => count)).sort((one, other) => other - one)
      const requests = requestsOf(own)
      return requests >= 4 && counts.slice(0, 3).reduce((sum, value) => sum + value, 0) >= requests * 0.8
    })
  )
}

/** What a timeout of the backend explains better is not scattered. */
function withoutSteady(held: readonly Part[], steady: readonly Part[]): readonly Part[] {
  const total = requestsOf(held)
  if (requestsOf(steady) < Math.max(3, total * 0.6)) return held
  return held
    .map(({ group, requests }) => ({ group, requests: requests - (steady.find((part) => part.group === group)?.requests ?? 0) }))
    .filter((part) => part.requests > 0)
}
