import { groupsOn, keysOf } from '../backends.ts'
import type { Check, Judgement, Reader, Subject } from '../check.ts'
import type { Backend, Change } from '../model.ts'
import { requestsIn, symptomsOf, whole } from '../symptoms.ts'
import { clock, count, list, shell, verb } from '../wording.ts'
import { claim, failing, isAws, isAzure, ownCount, pass, skip, stated } from './common.ts'
import { outageClaim, turnedAway, turnsAway } from './outage.ts'

/** Registered machines that do not run. */
export const backendStopped: Check = {
  id: 'backend-stopped',
  judge(subject, read) {
    const { pool, snapshot } = subject
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
    const onThem = groupsOn([...symptoms.undispatched, ...symptoms.silent, ...symptoms.unanswered], stopped)
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
        : claim(
            [...whole(onThem), ...(everyone ? whole(symptoms.empty) : [])],
            everyone ? ownCount(symptoms.tally, 'gateway503') : 0,
          ),
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
        ? [
            {
              title: 'Start the instances, or register ones that run',
              commands: [
                `aws ec2 start-instances --region ${shell(snapshot.loadBalancer.region)} --instance-ids ${stopped.map((backend) => shell(backend.id)).join(' ')}`,
              ],
              risk: 'low',
              time: '2-10 min',
            },
          ]
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
    summary: `${list(keysOf(gone))} ${verb(gone.length, 'was', 'were')} stopped shortly before the first of ${count(requestsIn(symptoms.empty), 'request')} found nobody in service, and ${unread ? 'whether they run now could not be read' : `${verb(gone.length, 'is', 'are')} not stopped now`}.`,
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
        title: 'Keep the machines running while requests come, or give the pool one that does',
        commands: [],
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
