/** Tasks of a service that stopped lately, and why. */
import type { Container, Task } from '@aws-sdk/client-ecs'
import { compareText } from '../../core/canonical.ts'
import { type Fact, unknown } from '../../core/fact.ts'
import type { StoppedTask } from '../../core/model.ts'
import { type Loose, neededObjects, neededText, neededTexts, number, objects, text, texts, time } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { sourceOf } from '../call-names.ts'
import type { Json } from '../json.ts'
import { lastSegment } from './arns.ts'
import { factOf } from './calls.ts'

/** Known when all tasks were described that the service listed as stopped; those that ECS has forgotten since are left out. */
export function readStoppedTasks(calls: Calls, cluster: string, service: string): Fact<readonly StoppedTask[]> {
  const ids = factOf(
    calls,
    'ecs:ListTasks',
    {
      where: (input) =>
        lastSegment(text(input, 'cluster') ?? '') === cluster &&
        lastSegment(text(input, 'serviceName') ?? '') === service &&
        text(input, 'desiredStatus') === 'STOPPED',
      absent: `the stopped tasks of service ${service} were not asked for`,
    },
    (replies) => new Set(replies.flatMap(({ output }) => neededTexts(output, 'taskArns'))),
  )
  if (!ids.known) return ids
  if (ids.value.size === 0) return { ...ids, value: [] }
  const described = factOf(
    calls,
    'ecs:DescribeTasks',
    {
      where: (input) => texts(input, 'tasks').some((id) => ids.value.has(id)),
      absent: `the stopped tasks of service ${service} were not described`,
    },
    (replies) => ({
      asked: new Set(replies.flatMap(({ input }) => texts(input, 'tasks'))),
      tasks: replies
        .flatMap(({ output }) => neededObjects(output, 'tasks'))
        .filter((task) => ids.value.has(neededText(task, 'taskArn')))
        .map(readTask)
        .sort((one, other) => compareText(one.stoppedAt ?? '', other.stoppedAt ?? '') || compareText(one.id, other.id)),
    }),
  )
  if (!described.known) return described
  const missing = [...ids.value].find((id) => !described.value.asked.has(id))
  if (missing === undefined) return { ...described, value: described.value.tasks }
  return unknown('notCollected', `task ${lastSegment(missing)} was not described`, sourceOf('ecs:DescribeTasks'))
}

function readTask(task: Loose<Json<Task>>): StoppedTask {
  const containers = objects(task, 'containers')
  const exitCodes = containers.flatMap((container) => number(container, 'exitCode') ?? [])
  const reasons = [text(task, 'stoppedReason'), ...containers.map((container) => text(container, 'reason'))]
  const stated = [...new Set(reasons.filter((reason) => reason !== null))]
  const stopCode = text(task, 'stopCode')
  return {
    id: lastSegment(neededText(task, 'taskArn')),
    addresses: addressesOf(task, containers),
    startedAt: time(task, 'startedAt'),
    stoppingAt: time(task, 'stoppingAt'),
    stoppedAt: time(task, 'stoppedAt'),
    cause: causeOf(stopCode, stated, exitCodes),
    providerReason: [...(stopCode === null ? [] : [stopCode]), ...stated].join(': '),
    exitCodes,
  }
}

function causeOf(stopCode: string | null, reasons: readonly string[], exitCodes: readonly number[]): StoppedTask['cause'] {
  const says = (pattern: RegExp): boolean => reasons.some((reason) => pattern.test(reason))
  // Whatever stopped the task in the end, a container that ran out of memory is why.
  if (says(/OutOfMemory/i)) return 'out-of-memory'
  if (says(/failed (ELB|container) health checks/i)) return 'failed-health-check'
  if (stopCode === 'TaskFailedToStart') return 'start-failed'
  if (says(/^Scaling activity initiated by/i)) return 'replaced'
  return stopCode === 'EssentialContainerExited' && exitCodes.some((code) => code !== 0) ? 'crashed' : 'other'
}

function addressesOf(task: Loose<Json<Task>>, containers: readonly Loose<Json<Container>>[]): readonly string[] {
  const details = objects(task, 'attachments')
    .flatMap((attachment) => objects(attachment, 'details'))
    .filter((detail) => /^private(IPv4|IPv6)Address$/.test(text(detail, 'name') ?? ''))
  const interfaces = containers.flatMap((container) => objects(container, 'networkInterfaces'))
  const found = [
    ...details.map((detail) => text(detail, 'value')),
    ...interfaces.flatMap((one) => [text(one, 'privateIpv4Address'), text(one, 'ipv6Address')]),
  ]
  return [...new Set(found.filter((address) => address !== null))]
}
