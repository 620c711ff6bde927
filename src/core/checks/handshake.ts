/** Failed TLS handshakes with backends: counted by metrics, and read two ways by the port they happen on. */
import { affectedBy, failingBy, keysOf } from '../backends.ts'
import type { Claim, Reader, Stated, Subject } from '../check.ts'
import { matched, requestsIn, type Symptoms, whole } from '../symptoms.ts'
import { count } from '../wording.ts'
import { claim, ownCount, stated } from './common.ts'

/** Ports that by convention speak plain HTTP, and TLS. */
const plainPorts = [80, 3000, 5000, 8000, 8080, 8081, 8888, 9000]
const tlsPorts = [443, 8443, 9443]

export type PortHabit = 'plain' | 'tls' | 'neither'

export function habitOf(ports: readonly (number | null)[]): PortHabit {
  const known = ports.filter((port) => port !== null)
  if (known.length > 0 && known.every((port) => plainPorts.includes(port))) return 'plain'
  if (known.length > 0 && known.every((port) => tlsPorts.includes(port))) return 'tls'
  return 'neither'
}

export interface Handshakes {
  readonly errors: number
  readonly claim: Claim
  readonly affected: readonly string[]
  readonly evidence: readonly Stated[]
}

/** Null when no handshake failed as far as can be told. Handshakes that time out after ten seconds are answered 504. */
export function failedHandshakes(subject: Subject, read: Reader, symptoms: Symptoms): Handshakes | null {
  const { pool, snapshot } = subject
  const errors = symptoms.tlsErrors ?? 0
  const requests = requestsIn(symptoms.undispatched)
  if (errors === 0 || matched(errors, requests) === 'none') return null
  const backends = read.see(pool.backends) ?? []
  const failed = failingBy(backends, 'connection-failed')
  const silent = requests === 0 ? symptoms.silent : []
  const groups = [...symptoms.undispatched, ...silent]
  const counted = Math.min(errors, (ownCount(symptoms.tally, 'gateway502') ?? 0) + (ownCount(symptoms.tally, 'gateway504') ?? 0))
  return {
    errors,
    claim: claim(whole(groups), counted),
    affected: affectedBy(groups, backends).length > 0 ? affectedBy(groups, backends) : keysOf(failed),
    evidence: [
      stated('metric', `${count(errors, 'TLS handshake')} with backends failed`, snapshot.metrics),
      ...(requests > 0
        ? [stated('access-log', `${count(requests, 'request')} with 502 and no request dispatched`, snapshot.accessLog)]
        : []),
      ...failed.slice(0, 2).map((backend) => stated('health', `${backend.key}: ${backend.health.label}`, pool.backends)),
    ],
  }
}
