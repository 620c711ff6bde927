import { groupsOn, keysOf } from '../backends.ts'
import type { Check, Reader } from '../check.ts'
import type { Backend } from '../model.ts'
import { symptomsOf, whole } from '../symptoms.ts'
import { count, list, shell, verb } from '../wording.ts'
import { claim, failing, isAws, ownCount, pass, stated } from './common.ts'

/** Registered machines that do not run. */
export const backendStopped: Check = {
  id: 'backend-stopped',
  judge(subject, read) {
    const { pool, snapshot } = subject
    const backends = read.need(pool.backends)
    const stopped = backends.filter((backend) => isStopped(backend, read))
    if (stopped.length === 0) return pass('no registered backend is stopped')
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
      claim: claim(
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
        : [],
    })
  },
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
