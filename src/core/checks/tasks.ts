/** Stopped tasks of the services behind a pool, by why they stopped and where they ran. */
import { addressOf } from '../backends.ts'
import type { Reader, Subject } from '../check.ts'
import type { Service, StoppedTask } from '../model.ts'
import type { FailureGroup } from '../traffic.ts'

/** Services behind the pool. They are looked for where backends are addresses; where they surely are not there is nothing to miss. */
export function servicesOf(subject: Subject, read: Reader): readonly Service[] {
  const kind = read.see(subject.pool.config)?.backendKind
  return kind === undefined || kind === 'address' ? (read.see(subject.pool.services) ?? []) : []
}

/** Whether every stopped task of every service behind the pool was read. Pools that no services are looked for have none to miss. */
export function stoppedTasksRead(subject: Subject, read: Reader): boolean {
  const config = read.see(subject.pool.config)
  if (config === undefined) return false
  if (config.backendKind !== 'address') return true
  const services = read.see(subject.pool.services)
  return services?.every((service) => read.see(service.stoppedTasks) !== undefined) === true
}

/** Tasks that died by themselves within the window, those on failing addresses apart. */
export function deadTasks(
  subject: Subject,
  read: Reader,
  groups: readonly FailureGroup[],
): { readonly onFailing: readonly StoppedTask[]; readonly elsewhere: readonly StoppedTask[] } {
  const services = servicesOf(subject, read)
  const { from, to } = subject.snapshot.window
  const dead = services
    .flatMap((service) => read.see(service.stoppedTasks) ?? [])
    .filter((task) => ['crashed', 'out-of-memory'].includes(task.cause))
    .filter((task) => task.stoppedAt === null || (task.stoppedAt >= from && task.stoppedAt <= to))
  const failing = new Set(groups.map((group) => (group.backend === null ? '' : addressOf(group.backend))))
  const onFailing = dead.filter((task) => task.addresses.some((address) => failing.has(address)))
  return { onFailing, elsewhere: dead.filter((task) => !onFailing.includes(task)) }
}
