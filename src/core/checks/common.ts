/** What most checks need to say: a finding with its usual empty parts, observations by source, the pool's name and port. */
import type { Claim, Failing, Judgement, Stated, Subject } from '../check.ts'
import type { EvidenceSource } from '../diagnosis.ts'
import type { Fact } from '../fact.ts'
import type { Backend, Pool } from '../model.ts'
import { failuresOf, type Tally } from '../tally.ts'
import type { FailureGroup } from '../traffic.ts'
import type { Part } from '../waits.ts'
import { list } from '../wording.ts'

export const skip: Judgement = { status: 'skip' }

export function pass(because: string): Judgement {
  return { status: 'pass', because }
}

export const noClaim: Claim = { parts: [], counted: 0 }

/** Claims parts of the log's groups; where no log tells, `counted` failures by metrics. */
export function claim(parts: readonly Part[], counted: number | null = 0): Claim {
  return { parts: parts.filter((part) => part.requests > 0), counted: parts.length > 0 ? 0 : Math.max(0, counted ?? 0) }
}

type Given = Pick<Failing, 'certainty' | 'headline' | 'summary'> & Partial<Failing>

export function failing(given: Given): Failing {
  return { status: 'fail', affected: [], claim: noClaim, evidence: [], against: [], remedies: [], ...given }
}

export function stated(source: EvidenceSource, says: string, fact: Fact<unknown>): Stated {
  return { source, says, fact }
}

/** The failures that metrics attribute to this pool alone; null when it shares the balancer or nothing was counted. */
export function ownCount(tally: Tally, kind: 'gateway502' | 'gateway503' | 'gateway504'): number | null {
  return tally.source === 'metric' && tally.scope === 'pool' ? tally[kind] : null
}

/** All failures that metrics attribute to this pool alone, whatever their status; null when it shares the balancer or a log tells. */
export function ownFailures(tally: Tally): number | null {
  return tally.source === 'metric' && tally.scope === 'pool' ? failuresOf(tally) : null
}

/** Enough of a line to show who was asked, how long each step took, and what came of it. */
const sampleLength = 180

/** One line of the log as evidence: how many, of which kind, when, on whom. */
export function sampleOf(groups: readonly FailureGroup[]): string {
  const sample = groups.flatMap((group) => group.samples)[0]
  if (sample === undefined) return ''
  return `, for example: ${sample.length > sampleLength ? `${sample.slice(0, sampleLength)}…` : sample}`
}

/** One line of those that are claimed. A group claimed in part keeps no lines by the trait that splits it: its own may show the rest. */
export function sampleOfParts(parts: readonly Part[]): string {
  return sampleOf(parts.filter(({ group, requests }) => requests === group.requests).map(({ group }) => group))
}

/** `8080`, or the ports of backends registered with different ones; of those that the log names where registrations are not known. */
export function portsOf(backends: readonly Backend[], pool: Pool, logged: readonly string[] = []): string {
  const registered = backends.map((backend) => backend.port).filter((port) => port !== null)
  const named = logged.map((name) => Number(/:(\d{1,5})$/.exec(name)?.[1] ?? Number.NaN)).filter((port) => !Number.isNaN(port))
  const ports = [...new Set(registered.length > 0 ? registered : named)].sort((one, other) => one - other)
  if (ports.length > 0) return list(ports.map(String))
  return pool.config.known && pool.config.value.port !== null ? String(pool.config.value.port) : 'its traffic port'
}

/** Whether any backend is probed on another port than it serves on. */
export function probedElsewhere(backend: Backend): boolean {
  return backend.probePort !== null && backend.port !== null && backend.probePort !== backend.port
}

export function isAzure({ snapshot }: Subject): boolean {
  return snapshot.cloud === 'azure'
}

export function isAws({ snapshot }: Subject): boolean {
  return snapshot.cloud === 'aws'
}
