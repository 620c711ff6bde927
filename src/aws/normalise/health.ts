/** Target health in neutral words. */
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Health, HealthReason, HealthState } from '../../core/model.ts'
import { type Loose, part, text } from '../../normalise/loose.ts'
import { type Note, translate } from '../../normalise/words.ts'

const states: Readonly<Record<string, HealthState>> = {
  initial: 'initial',
  healthy: 'healthy',
  unhealthy: 'unhealthy',
  'unhealthy.draining': 'unhealthy',
  unused: 'unused',
  draining: 'draining',
  unavailable: 'unavailable',
}

const reasons: Readonly<Record<string, HealthReason>> = {
  'Elb.RegistrationInProgress': 'registering',
  'Elb.InitialHealthChecking': 'registering',
  'Target.ResponseCodeMismatch': 'status-mismatch',
  'Target.Timeout': 'timed-out',
  'Target.FailedHealthChecks': 'connection-failed',
  'Elb.InternalError': 'internal',
  'Target.NotRegistered': 'not-registered',
  'Target.NotInUse': 'not-in-use',
  'Target.InvalidState': 'not-running',
  'Target.IpUnusable': 'address-unusable',
  'Target.DeregistrationInProgress': 'draining',
  'Target.HealthCheckDisabled': 'checks-disabled',
}

export function readHealth(target: Loose<TargetHealthDescription>, note: Note): Health {
  const health = part(target, 'TargetHealth')
  const state = health && text(health, 'State')
  const reason = health && text(health, 'Reason')
  const description = health && text(health, 'Description')
  const words = [state ?? 'no health state', ...(reason === null ? [] : [reason])].join(' ')
  return {
    state: state === null ? 'unknown' : translate(states, state, 'unknown', 'target health state', note),
    reason: readReason(state, reason, note),
    statuses: statusesIn(description),
    label: `${words}${description === null ? '' : `: ${description}`}${remarks(target)}`,
  }
}

/** States that fail or wait always come with a reason; the others need none. */
function readReason(state: string | null, reason: string | null, note: Note): HealthReason {
  if (reason !== null) return translate(reasons, reason, 'unknown', 'target health reason', note)
  if (state === 'healthy') return 'none'
  return state === 'draining' ? 'draining' : 'unknown'
}

/** The codes of `Health checks failed with these codes: [503, 500]`. */
function statusesIn(description: string | null): readonly number[] {
  const codes = /with these codes: \[([\d, ]+)\]/.exec(description ?? '')?.[1]
  return (codes ?? '').split(',').flatMap((code) => (code.trim() === '' ? [] : [Number(code)]))
}

/** What else holds traffic back from the target, in the provider's words. */
function remarks(target: Loose<TargetHealthDescription>): string {
  const anomaly = part(target, 'AnomalyDetection')
  const override = part(target, 'AdministrativeOverride')
  const result = anomaly && text(anomaly, 'Result')
  const state = override && text(override, 'State')
  return [
    result === 'anomalous' ? ', anomalous' : '',
    state === null || state === 'no_override' || state === 'unknown' ? '' : `, ${state}`,
  ].join('')
}
