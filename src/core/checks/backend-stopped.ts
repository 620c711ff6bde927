import { keysOf } from '../backends.ts'
import type { Check, Judgement, Reader, Remedy, Subject } from '../check.ts'
import type { Backend, Change } from '../model.ts'
import { requestsIn, type Symptoms, symptomsOf, whole } from '../symptoms.ts'
import type { FailureGroup } from '../traffic.ts'
import type { Part } from '../waits.ts'
import { clock, count, list, shell, verb } from '../wording.ts'
import { claim, failing, isAws, isAzure, ownCount, pass, skip, stated } from './common.ts'
import { outageClaim, turnedAway, turnsAway } from './outage.ts'

/** Registered machines that do not run. */
export const backendStopped: Check = {
  id: 'backend-stopped',
  judge(subject, read) {
    const { pool } = subject
    const backends = read.need(pool.backends)
    const stopped = backends.filter((backend) => isStopped(backend, read))
    if (stopped.length === 0) {
      const were = wereStopped(subject, read)
      if (were !== null) return were
      return !turnsAway(subject) || backends.every(({ machine }) => machine.known)
        ? pass('no registered backend is stopped')
        : skip
    }
    const symptoms = symptomsOf(subject, read)
    const everyone = stopped.length === backends.length
    const onThem = failedOn(stopped, backends, symptoms)
    const states = [...new Set(stopped.map((backend) => stateOf(backend)))]
    const transitions = stopped
      .flatMap((backend) => (backend.machine.known && backend.machine.value?.transition ? [backend] : []))
      .slice(0, 3)
    return failing({
      certainty: 'proven',
      headline: `${everyone ? `Every backend of ${pool.name} is` : `${stopped.length} of ${count(backends.length, 'backend')} of ${pool.name} ${verb(stopped.length, 'is', 'are')}`} ${states.join(' or ')}`,
      summary: `${list(keysOf(stopped))} ${verb(stopped.length, 'is', 'are')} registered in ${pool.name} but ${states.join(' or ')}${everyone ? ', so the load balancer has nobody to send to' : `; ${count(backends.length - stopped.length, 'other backend')} ${verb(backends.length - stopped.length, 'remains', 'remain')}`}.`,
      affected: keysOf(stopped),
      claim: turnsAway(subject)
        ? outageClaim(subject, read, stopped)
        : claim([...onThem, ...(everyone ? whole(symptoms.empty) : [])], everyone ? ownCount(symptoms.tally, 'gateway503') : 0),
      evidence: [
        ...stopped.slice(0, 3).map((backend) => stated('health', `${backend.key}: ${backend.health.label}`, pool.backends)),
        ...transitions.map((backend) =>
          stated(
            'config',
            `${backend.id}: ${backend.machine.known ? (backend.machine.value?.transition ?? '') : ''}`,
            backend.machine,
          ),
        ),
      ],
      remedies: isAws(subject)
        ? awsRemedies(subject, stopped)
        : isAzure(subject)
          ? [
              {
                title: 'Start the machines, or take them out of the pool; look for a schedule that stops them',
                commands: stopped.map((backend) => startCommand(machineId(backend))),
                risk: 'low',
                time: '2-10 min',
              },
            ]
          : [],
    })
  },
}

/** A stopped instance can be started; one that is terminated never comes back. */
function awsRemedies({ pool, snapshot }: Subject, stopped: readonly Backend[]): readonly Remedy[] {
  const gone = stopped.filter((backend) => stateOf(backend) === 'terminated')
  const startable = stopped.filter((backend) => !gone.includes(backend))
  const ids = (backends: readonly Backend[]): string => backends.map((backend) => shell(backend.id)).join(' ')
  return [
    ...(startable.length > 0
      ? [
          {
            title: 'Start the instances, or register ones that run',
            commands: [
              `aws ec2 start-instances --region ${shell(snapshot.loadBalancer.region)} --instance-ids ${ids(startable)}`,
            ],
            risk: 'low' as const,
            time: '2-10 min',
          },
        ]
      : []),
    ...(gone.length > 0
      ? [
          {
            title:
              'Take terminated instances out of the group, register ones that run, and deregister before terminating next time',
            commands: [
              `aws elbv2 deregister-targets --target-group-arn ${shell(pool.id)} --targets ${gone.map(({ id, port }) => `Id=${shell(id)}${port === null ? '' : `,Port=${port}`}`).join(' ')}`,
            ],
            risk: 'low' as const,
            time: '2-10 min',
          },
        ]
      : []),
  ]
}

const minute = 60_000

/**
 * What failed on stopped machines: attempts to reach them, and from a minute before the first of those on the requests that they were
 * working on. A machine that is gone has no address any more; what failed on addresses that nobody registered has is then its.
 */
function failedOn(stopped: readonly Backend[], backends: readonly Backend[], symptoms: Symptoms): readonly Part[] {
  const known = new Set(backends.flatMap((backend) => backend.logKeys))
  const own = new Set(stopped.flatMap((backend) => backend.logKeys))
  const gone =
    stopped.some(({ logKeys }) => logKeys.length === 0) &&
    backends.every((backend) => stopped.includes(backend) || backend.logKeys.length > 0)
  const isTheirs = ({ backend }: FailureGroup): boolean => backend !== null && (own.has(backend) || (gone && !known.has(backend)))
  const unreached = [...symptoms.undispatched, ...symptoms.silent, ...symptoms.unanswered].filter(isTheirs)
  const since = Math.min(...unreached.map((group) => Date.parse(group.firstAt))) - minute
  const dropped = symptoms.cut
    .filter(({ group }) => isTheirs(group))
    .map(({ group }) => ({
      group,
      requests: group.minutes.filter(([at]) => Date.parse(at) >= since - minute).reduce((sum, [, amount]) => sum + amount, 0),
    }))
  return [...whole(unreached), ...(unreached.length > 0 ? dropped : [])]
}

/** They run now, but were stopped when requests were turned away: somebody, or a schedule, stopped them shortly before. */
function wereStopped(subject: Subject, read: Reader): Judgement | null {
  if (!turnsAway(subject)) return null
  const symptoms = symptomsOf(subject, read)
  const firstAt = symptoms.empty.map((group) => group.firstAt).sort()[0]
  if (firstAt === undefined) return null
  const backends = read.see(subject.pool.backends) ?? []
  const switched = (read.see(subject.snapshot.changes) ?? []).filter((change) => change.kind === 'power')
  const gone = backends.filter((backend) => {
    const last = switched.filter((change) => change.at <= firstAt && concerns(change, backend)).at(-1)
    return last !== undefined && /stop|deallocate|power.?off|shut.?down/i.test(last.what)
  })
  const unread = gone.some(({ machine }) => !machine.known)
  if (gone.length === 0 || gone.length < backends.length) return null
  return failing({
    certainty: 'likely',
    headline: `Every backend of ${subject.pool.name} was stopped when requests were turned away`,
    summary: `${list(keysOf(gone))} ${verb(gone.length, 'was', 'were')} stopped shortly before the first of ${count(requestsIn(symptoms.empty), 'request')} found nobody in service, and ${unread ? `whether ${verb(gone.length, 'it runs', 'they run')} now could not be read` : `${verb(gone.length, 'is', 'are')} not stopped now`}.`,
    affected: keysOf(gone),
    claim: claim(whole(symptoms.empty)),
    evidence: [
      ...switched
        .filter((change) => gone.some((backend) => concerns(change, backend)))
        .slice(0, 4)
        .map((change) => stated('change', `${clock(change.at)} ${change.what} by ${change.who}`, subject.snapshot.changes)),
      ...turnedAway(subject, read),
    ],
    remedies: [
      {
        title: `${unread ? 'Start the machines if they are off, and keep' : 'Keep'} them running while requests come, or give the pool one that does`,
        commands: unread && isAzure(subject) ? gone.map((backend) => startCommand(machineId(backend))) : [],
        risk: 'low',
        time: '5-30 min',
      },
    ],
  })
}

function concerns({ objectIds }: Change, backend: Backend): boolean {
  const machine = machineId(backend).toLowerCase()
  // What is done to a scale set is done to its machines.
  return objectIds.some((id) => machine === id.toLowerCase() || machine.startsWith(`${id.toLowerCase()}/virtualmachines/`))
}

function machineId({ machine, networkInterface, id }: Backend): string {
  if (machine.known && machine.value !== null) return machine.value.id
  return (networkInterface.known ? networkInterface.value?.machineId : null) ?? id
}

function startCommand(id: string): string {
  const [, group, set, instance] =
    /\/resourceGroups\/([^/]+)\/.*\/virtualMachineScaleSets\/([^/]+)\/virtualMachines\/([^/]+)$/i.exec(id) ?? []
  return group === undefined || set === undefined || instance === undefined
    ? `az vm start --ids ${shell(id)}`
    : `az vmss start -g ${shell(group)} --name ${shell(set)} --instance-ids ${shell(instance)}`
}

function isStopped(backend: Backend, read: Reader): boolean {
  const machine = read.see(backend.machine)
  return (
    backend.health.reason === 'not-running' ||
    machine?.state === 'stopped' ||
    machine?.state === 'stopping' ||
    machine?.state === 'terminated'
  )
}

function stateOf(backend: Backend): string {
  return backend.machine.known && backend.machine.value !== null && backend.machine.value.state !== 'running'
    ? backend.machine.value.state
    : 'not running'
}
