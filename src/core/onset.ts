/** When failures began, and which changes stand close enough before that to be suspected. */
import { type CauseId, isCauseId } from './catalogue.ts'
import type { MinuteTraffic } from './diagnosis.ts'
import type { Change, ChangeKind } from './model.ts'
import { failuresOf } from './tally.ts'

const minute = 60_000

/** Changes act within half an hour as a rule; clocks and delivery of events allow for two minutes after. */
const before = 30 * minute
const after = 2 * minute

/** Start of the first minute with a failure; null when none is dated. */
export function onsetOf(minutes: readonly MinuteTraffic[]): string | null {
  return minutes.find((one) => failuresOf(one) > 0)?.at ?? null
}

export function isSuspicious(change: Change, onset: string | null): boolean {
  if (onset === null) return false
  const lead = Date.parse(onset) - Date.parse(change.at)
  return lead <= before && lead >= -after
}

/** Kinds of change that can bring a cause about. */
const bringers: Readonly<Partial<Record<CauseId, readonly ChangeKind[]>>> = {
  'gateway-failed': ['balancer-settings'],
  'no-backends': ['registration', 'deployment', 'listener'],
  'zone-not-enabled': ['balancer-settings', 'registration'],
  'backend-stopped': ['power', 'deployment'],
  'stale-backend': ['power', 'deployment', 'registration'],
  'traffic-blocked': ['firewall', 'balancer-settings'],
  'route-broken': ['routing'],
  'gateway-ports-blocked': ['firewall', 'routing'],
  'dns-unresolved': ['dns', 'routing'],
  'dns-stale': ['dns'],
  'port-closed': ['registration', 'deployment', 'pool-settings', 'listener'],
  'protocol-mismatch': ['listener', 'deployment', 'pool-settings'],
  'tls-handshake-failed': ['deployment', 'listener', 'pool-settings'],
  'certificate-untrusted': ['pool-settings'],
  'certificate-name-mismatch': ['pool-settings'],
  'deploy-race': ['deployment', 'registration', 'power'],
  'deregistered-mid-request': ['registration', 'deployment', 'pool-settings'],
  'keep-alive-race': ['balancer-settings', 'deployment'],
  'connection-max-age': ['deployment'],
  'worker-timeout': ['deployment', 'balancer-settings'],
  'invalid-response': ['deployment'],
  'backend-crashed': ['deployment'],
  'backend-overloaded': ['deployment', 'registration'],
  'backend-too-slow': ['deployment', 'balancer-settings', 'pool-settings'],
  'backend-answered-502': ['deployment'],
  'lambda-access-denied': ['function'],
  'lambda-throttled': ['function'],
  'lambda-unavailable': ['function'],
  'lambda-timed-out': ['function'],
  'lambda-failed': ['function'],
  'lambda-response-too-large': ['function'],
  'lambda-invalid-response': ['function', 'pool-settings'],
  'probe-port-mismatch': ['pool-settings'],
  'probe-body-mismatch': ['pool-settings', 'deployment'],
  'probe-status-mismatch': ['pool-settings', 'deployment'],
  'probe-timeout': ['pool-settings', 'deployment'],
}

export function canBring(change: Change, cause: string): boolean {
  return isCauseId(cause) && bringers[cause]?.includes(change.kind) === true
}
