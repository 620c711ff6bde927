/** Backends that were leaving when requests on them failed: what shows it, and when. */
import { addressOf, backendsOf, departed, failingBy, groupsOn } from '../backends.ts'
import type { Reader, Stated, Subject } from '../check.ts'
import type { Change, StoppedTask } from '../model.ts'
import type { FailureGroup } from '../traffic.ts'
import { clock, list, verb } from '../wording.ts'
import { stated } from './common.ts'
import { deadTasks, servicesOf, stoppedTasksRead } from './tasks.ts'

export interface Leaving {
  /** Failing groups on backends that are draining, gone, or whose task was replaced. */
  readonly groups: readonly FailureGroup[]
  /** Tasks that a deployment stopped and whose address is among the failing ones. */
  readonly replaced: readonly StoppedTask[]
  /** Deregistrations and deployments around the failures. */
  readonly changes: readonly Change[]
  /** Whether all tasks that stopped are known, so that one which died of itself would be told from one sent away. */
  readonly tasksRead: boolean
  readonly evidence: readonly Stated[]
}

const minute = 60_000

/** Null when nothing shows that anybody was leaving. */
export function leavingBackends(subject: Subject, read: Reader, groups: readonly FailureGroup[]): Leaving | null {
  if (groups.length === 0) return null
  const { pool, snapshot } = subject
  const gone = new Set(departed(subject, read, groups) ?? [])
  const tasks = servicesOf(subject, read).flatMap((service) => read.see(service.stoppedTasks) ?? [])
  const failing = new Set(groups.map((group) => (group.backend === null ? '' : addressOf(group.backend))))
  const replaced = tasks.filter((task) => task.cause === 'replaced' && task.addresses.some((address) => failing.has(address)))
  const left = new Set(replaced.flatMap((task) => task.addresses))
  // A task that died of itself is gone too, but nobody sent it away.
  const died = new Set(
    [...deadTasks(subject, read, groups).onFailing.flatMap((task) => task.addresses)].filter((address) => !left.has(address)),
  )
  const onThem = groups.filter(({ backend }) => {
    const address = backend === null ? '' : addressOf(backend)
    return backend !== null && !died.has(address) && (gone.has(backend) || left.has(address))
  })
  if (onThem.length === 0) return null
  const first = Math.min(...onThem.map((group) => Date.parse(group.firstAt)))
  const last = Math.max(...onThem.map((group) => Date.parse(group.lastAt)))
  const changes = (read.see(snapshot.changes) ?? []).filter(
    (change) =>
      ['registration', 'deployment', 'power'].includes(change.kind) &&
      Date.parse(change.at) > first - 15 * minute &&
      Date.parse(change.at) < last + 15 * minute,
  )
  const draining = failingBy(backendsOf(subject, read), 'draining')
  const names = [...new Set(onThem.map((group) => group.backend ?? ''))].sort()
  const drainingNames = new Set(groupsOn(onThem, draining).map((group) => group.backend))
  const absent = names.filter((name) => !drainingNames.has(name) && gone.has(name))
  return {
    groups: onThem,
    replaced,
    changes,
    tasksRead: stoppedTasksRead(subject, read),
    evidence: [
      ...(drainingNames.size > 0
        ? [
            stated(
              'health',
              `${list(draining.map((backend) => backend.key))}: ${draining[0]?.health.label ?? 'draining'}`,
              pool.backends,
            ),
          ]
        : []),
      ...(absent.length > 0
        ? [stated('health', `${list(absent)} ${verb(absent.length, 'is', 'are')} not registered any more`, pool.backends)]
        : []),
      ...replaced
        .slice(0, 2)
        .map((task) =>
          stated(
            'task',
            `task ${task.id}: ${task.providerReason}${task.stoppingAt === null ? '' : `, stopping since ${clock(task.stoppingAt)}`}`,
            pool.services,
          ),
        ),
      ...changes
        .slice(0, 2)
        .map((change) => stated('change', `${clock(change.at)} ${change.what} by ${change.who}`, snapshot.changes)),
    ],
  }
}
