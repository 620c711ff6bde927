/** Folding: of several findings that claim the same requests, the better founded and the deeper one stays on top. */
import { type CauseId, causeIds, isCauseId } from './catalogue.ts'
import type { Failing } from './check.ts'
import type { Certainty } from './diagnosis.ts'
import type { FailureGroup } from './traffic.ts'

export interface Finding extends Failing {
  readonly id: string
}

/** What a cause shows itself as: when the key is established, the others are its symptoms. */
const symptomsOfCause: Readonly<Partial<Record<CauseId, readonly CauseId[]>>> = {
  'gateway-failed': ['gateway-saturated', 'no-backends'],
  'gateway-saturated': ['no-backends', 'keep-alive-race', 'backend-crashed', 'backend-too-slow', 'backend-overloaded'],
  'no-backends': ['zone-not-enabled'],
  'gateway-ports-blocked': ['traffic-blocked', 'route-broken', 'dns-unresolved', 'port-closed'],
  'dns-unresolved': ['port-closed', 'probe-timeout', 'tls-handshake-failed', 'backend-overloaded', 'stale-backend'],
  'dns-stale': ['keep-alive-race', 'backend-crashed', 'backend-too-slow', 'deploy-race', 'stale-backend'],
  'backend-stopped': [
    'tls-handshake-failed',
    'protocol-mismatch',
    'probe-status-mismatch',
    'no-backends',
    'port-closed',
    'backend-too-slow',
    'traffic-blocked',
    'route-broken',
    'probe-timeout',
    'backend-overloaded',
    'keep-alive-race',
    'backend-crashed',
    'stale-backend',
    'deploy-race',
  ],
  'zone-not-enabled': ['no-backends'],
  'stale-backend': [
    'port-closed',
    'traffic-blocked',
    'route-broken',
    'backend-too-slow',
    'probe-timeout',
    'backend-overloaded',
    'keep-alive-race',
    'deploy-race',
    'tls-handshake-failed',
    'protocol-mismatch',
  ],
  'traffic-blocked': [
    'no-backends',
    'port-closed',
    'backend-too-slow',
    'probe-timeout',
    'backend-overloaded',
    'probe-port-mismatch',
    'tls-handshake-failed',
    'protocol-mismatch',
  ],
  'route-broken': [
    'no-backends',
    'port-closed',
    'backend-too-slow',
    'probe-timeout',
    'backend-overloaded',
    'probe-port-mismatch',
    'tls-handshake-failed',
    'protocol-mismatch',
  ],
  'certificate-name-mismatch': ['keep-alive-race', 'backend-crashed', 'invalid-response', 'backend-answered-502'],
  'certificate-expired': ['keep-alive-race', 'backend-crashed'],
  'certificate-untrusted': ['keep-alive-race', 'backend-crashed'],
  'certificate-chain-incomplete': ['keep-alive-race', 'backend-crashed'],
  'probe-port-mismatch': ['keep-alive-race', 'backend-crashed', 'invalid-response', 'backend-too-slow', 'protocol-mismatch'],
  'probe-timeout': ['backend-overloaded', 'no-backends'],
  'probe-status-mismatch': ['no-backends'],
  'deploy-race': ['port-closed', 'keep-alive-race', 'backend-crashed', 'stale-backend', 'worker-timeout'],
  'deregistered-mid-request': ['worker-timeout', 'backend-crashed', 'keep-alive-race', 'deploy-race'],
  'backend-crashed': ['port-closed', 'keep-alive-race', 'worker-timeout', 'invalid-response', 'connection-max-age'],
  'invalid-response': ['keep-alive-race', 'worker-timeout'],
  'backend-overloaded': ['backend-too-slow', 'probe-timeout', 'backend-crashed'],
  'backend-answered-502': ['probe-status-mismatch'],
  'protocol-mismatch': ['keep-alive-race', 'connection-max-age', 'probe-status-mismatch', 'port-closed', 'backend-crashed'],
  'tls-handshake-failed': ['port-closed', 'keep-alive-race'],
  'port-closed': ['probe-port-mismatch', 'no-backends'],
}

const strength: Readonly<Record<Certainty, number>> = { proven: 2, likely: 1, possible: 0 }

/** Ranked: certainty, then requests explained, then how little speaks against them, then place on the request path. Findings that a better one accounts for are left out. */
export function foldFindings(findings: readonly Finding[]): readonly Finding[] {
  const ranked = [...findings].sort(byRank)
  return ranked.filter((finding) => !ranked.some((other) => other !== finding && accountsFor(other, finding)))
}

function byRank(one: Finding, other: Finding): number {
  return (
    strength[other.certainty] - strength[one.certainty] ||
    claimedBy(other) - claimedBy(one) ||
    one.against.length - other.against.length ||
    placeOf(one.id) - placeOf(other.id)
  )
}

/** Causes that are not the catalogue's come after those that are. */
function placeOf(id: string): number {
  return isCauseId(id) ? causeIds.indexOf(id) : causeIds.length
}

/** How many failing requests a finding claims. */
export function claimedBy(finding: Failing): number {
  return finding.claim.parts.reduce((sum, part) => sum + part.requests, 0) + finding.claim.counted
}

function accountsFor(better: Finding, finding: Finding): boolean {
  const covered = covers(better, finding)
  if (!covered) return false
  const isSymptom = isSymptomOf(finding.id, better.id)
  if (isSymptom && strength[better.certainty] >= 1) return true
  // A mere possibility goes when what it claims is proven to be something else.
  return better.certainty === 'proven' && finding.certainty === 'possible' && claimedBy(finding) > 0
}

function isSymptomOf(id: string, cause: string): boolean {
  return isCauseId(id) && isCauseId(cause) && symptomsOfCause[cause]?.includes(id) === true
}

/** Whether nearly every request that the finding claims is claimed by the better one too. */
function covers(better: Finding, finding: Finding): boolean {
  if (finding.claim.parts.length === 0)
    return better.claim.parts.length > 0 || better.claim.counted >= finding.claim.counted * 0.5 || sharesBackend(better, finding)
  const claims = new Map<FailureGroup, number>(better.claim.parts.map((part) => [part.group, part.requests]))
  const shared = finding.claim.parts.reduce((sum, part) => sum + Math.min(part.requests, claims.get(part.group) ?? 0), 0)
  return shared >= claimedBy(finding) * 0.8
}

function sharesBackend(better: Finding, finding: Finding): boolean {
  return finding.affected.some((key) => better.affected.includes(key))
}
