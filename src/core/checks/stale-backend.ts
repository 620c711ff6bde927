import { groupsOn, keysOf } from '../backends.ts'
import type { Check, Reader } from '../check.ts'
import type { Backend, HealthReason } from '../model.ts'
import { symptomsOf, whole } from '../symptoms.ts'
import { count, list, shell, verb } from '../wording.ts'
import { gatewayArguments } from './az.ts'
import { claim, failing, isAws, isAzure, ownCount, pass, skip, stated } from './common.ts'
import { outageClaim, turnsAway } from './outage.ts'

/** Registered addresses that nothing in the network owns. */
export const staleBackend: Check = {
  id: 'stale-backend',
  judge(subject, read) {
    const { pool } = subject
    const { backendKind } = read.need(pool.config)
    if (backendKind === 'function') return skip
    const backends = read.need(pool.backends)
    // One that is draining is being removed as it should be.
    const suspects = backends.filter(({ health }) => health.state !== 'healthy' && health.state !== 'draining')
    const orphans = suspects.filter((backend) => isOrphan(backend, backendKind, read))
    if (orphans.length === 0)
      return judgedAll(backends, backendKind) ? pass('every registered address belongs to something that exists') : skip
    const symptoms = symptomsOf(subject, read)
    const onThem = groupsOn([...symptoms.undispatched, ...symptoms.silent, ...symptoms.unanswered], orphans)
    const everyone = orphans.length === backends.length
    const counted = everyone
      ? (ownCount(symptoms.tally, 'gateway502') ?? 0) + (ownCount(symptoms.tally, 'gateway504') ?? 0)
      : symptoms.connectionErrors
    const owner = backendKind === 'instance' ? 'instance with this id' : 'network interface of the network with this address'
    return failing({
      certainty: 'proven',
      headline: `${everyone ? `Every registered address of ${pool.name} belongs` : `${orphans.length} of ${count(backends.length, 'registered address', 'registered addresses')} of ${pool.name} ${verb(orphans.length, 'belongs', 'belong')}`} to nothing any more`,
      summary: `${list(keysOf(orphans))} ${verb(orphans.length, 'is', 'are')} still registered in ${pool.name}, but there is no ${owner}. Requests sent there are refused, unreachable or never answered.`,
      affected: keysOf(orphans),
      claim: turnsAway(subject) ? outageClaim(subject, read, orphans) : claim(whole(onThem), counted),
      evidence: orphans
        .slice(0, 3)
        .flatMap((backend) => [
          stated('config', `no ${owner}: ${backend.id}`, backendKind === 'instance' ? backend.machine : backend.networkInterface),
          stated('health', `${backend.key}: ${backend.health.label}`, pool.backends),
        ]),
      remedies: isAws(subject)
        ? [
            {
              title: `Deregister ${count(orphans.length, 'address', 'addresses')} that no longer ${verb(orphans.length, 'exists', 'exist')}, then mend what should have done so`,
              commands: [
                `aws elbv2 deregister-targets --target-group-arn ${shell(pool.id)} --targets ${orphans.map((backend) => `Id=${shell(backend.id)}${backend.port === null ? '' : `,Port=${backend.port}`}`).join(' ')}`,
              ],
              risk: 'low',
              time: '2-5 min',
            },
          ]
        : isAzure(subject)
          ? [
              {
                title: `Take ${count(orphans.length, 'address', 'addresses')} that no longer ${verb(orphans.length, 'exists', 'exist')} out of the pool, then mend what should have done so (name the servers that stay)`,
                commands: [
                  `az network application-gateway address-pool update ${gatewayArguments(subject)} --name ${shell(pool.partNames.members)} --servers ${
                    backends
                      .filter((backend) => !orphans.includes(backend))
                      .map((backend) => shell(backend.named?.name ?? backend.id))
                      .join(' ') || '<servers>'
                  }`,
                ],
                risk: 'medium',
                time: '5-10 min',
              },
            ]
          : [],
    })
  },
}

/** What only somebody who is there can give a probe, so that the address belongs to something no list shows: a balancer, a service. */
const answers: ReadonlySet<HealthReason> = new Set([
  'status-mismatch',
  'body-mismatch',
  'certificate-expired',
  'certificate-chain',
  'certificate-untrusted',
  'certificate-name',
  'handshake-failed',
])

function isOrphan(backend: Backend, kind: string, read: Reader): boolean {
  // Who owns the address behind a name is for the name to say.
  if (backend.named !== null || answers.has(backend.health.reason)) return false
  return (kind === 'instance' ? read.see(backend.machine) : read.see(backend.networkInterface)) === null
}

function judgedAll(backends: readonly Backend[], kind: string): boolean {
  return backends.every((backend) => (kind === 'instance' ? backend.machine.known : backend.networkInterface.known))
}
