import { addressOf } from '../backends.ts'
import type { Check, Reader } from '../check.ts'
import type { Backend } from '../model.ts'
import { requestsOf, symptomsOf, whole } from '../symptoms.ts'
import type { FailureGroup } from '../traffic.ts'
import { clock, count, list, shell } from '../wording.ts'
import { gatewayArguments } from './az.ts'
import { claim, failing, isAzure, pass, sampleOf, skip, stated } from './common.ts'

/** Requests go to an address that the backend's name no longer has. */
export const dnsStale: Check = {
  id: 'dns-stale',
  judge(subject, read) {
    const backends = read.need(subject.pool.backends)
    const resolved = backends.flatMap((backend) => currentOf(backend, read))
    if (resolved.length === 0) return skip
    const byAddress = backends.filter((backend) => backend.named === null).flatMap((backend) => backend.logKeys.map(addressOf))
    const current = new Set([...resolved.flatMap(({ addresses }) => addresses), ...byAddress])
    // With a name beside it that nobody can resolve from here, an unknown address may be that one's.
    const all = backends.every((backend) => backend.named === null || resolved.some((one) => one.backend === backend))
    const symptoms = symptomsOf(subject, read)
    const groups = [...symptoms.cut.map((waits) => waits.group), ...symptoms.blurred, ...symptoms.silent, ...symptoms.unanswered]
    const stale = groups.filter((group) => isElsewhere(group, current))
    const parts = whole(stale)
    if (requestsOf(parts) === 0)
      return groups.length > 0 ? pass('failing requests went to addresses that the names have now') : skip
    const old = list([...new Set(stale.map((group) => addressOf(group.backend ?? '')))].sort())
    const names = list(resolved.map(({ backend }) => backend.named?.name ?? backend.key))
    const changes = (read.see(subject.snapshot.changes) ?? []).filter((change) => change.kind === 'dns').slice(0, 2)
    return failing({
      certainty: all ? 'likely' : 'possible',
      headline: `The load balancer still sends to ${old}, which ${names} no longer resolves to`,
      summary: `${count(requestsOf(parts), 'failing request')} went to ${old}. The record of ${names} now holds ${list(resolved.flatMap(({ addresses }) => addresses))}, so the load balancer keeps an address from before.`,
      affected: [...new Set(stale.map((group) => group.backend ?? ''))].sort(),
      claim: claim(parts),
      evidence: [
        stated(
          'access-log',
          `${count(requestsOf(parts), 'request')} routed to ${old}${sampleOf(stale)}`,
          subject.snapshot.accessLog,
        ),
        ...resolved
          .slice(0, 2)
          .map(({ backend, because }) => stated('config', because, backend.named?.resolution ?? subject.pool.backends)),
        ...changes.map((change) =>
          stated('change', `${clock(change.at)} ${change.what} by ${change.who}`, subject.snapshot.changes),
        ),
      ],
      remedies: isAzure(subject)
        ? [
            {
              title: 'Make the gateway resolve again: any update of the pool does, even one that changes nothing',
              commands: [
                `az network application-gateway address-pool update ${gatewayArguments(subject)} --name ${shell(subject.pool.partNames.members)} --servers ${resolved.map(({ backend }) => shell(backend.named?.name ?? '')).join(' ')}`,
              ],
              risk: 'low',
              time: '5-10 min',
            },
          ]
        : [],
    })
  },
}

interface Current {
  readonly backend: Backend
  readonly addresses: readonly string[]
  readonly because: string
}

function currentOf(backend: Backend, read: Reader): readonly Current[] {
  const resolution = backend.named === null ? undefined : read.see(backend.named.resolution)
  return resolution?.kind === 'resolves' ? [{ backend, addresses: resolution.addresses, because: resolution.because }] : []
}

function isElsewhere({ backend }: FailureGroup, current: ReadonlySet<string>): boolean {
  return backend !== null && !current.has(addressOf(backend))
}
