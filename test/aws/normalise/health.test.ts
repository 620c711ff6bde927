import { describe, expect, it } from 'vitest'
import { readHealth } from '../../../src/aws/normalise/health.ts'
import { object } from '../../../src/normalise/loose.ts'

function read(TargetHealth: object | undefined, more: object = {}, note: (line: string) => void = () => {}) {
  return readHealth(object({ Target: { Id: 'i-1' }, TargetHealth, ...more }, 'target'), note)
}

describe('readHealth', () => {
  it.each([
    ['healthy', undefined, 'healthy', 'none'],
    ['initial', 'Elb.RegistrationInProgress', 'initial', 'registering'],
    ['initial', 'Elb.InitialHealthChecking', 'initial', 'registering'],
    ['unhealthy', 'Target.ResponseCodeMismatch', 'unhealthy', 'status-mismatch'],
    ['unhealthy', 'Target.Timeout', 'unhealthy', 'timed-out'],
    ['unhealthy', 'Target.FailedHealthChecks', 'unhealthy', 'connection-failed'],
    ['unhealthy', 'Elb.InternalError', 'unhealthy', 'internal'],
    ['unhealthy.draining', 'Target.FailedHealthChecks', 'unhealthy', 'connection-failed'],
    ['unused', 'Target.NotRegistered', 'unused', 'not-registered'],
    ['unused', 'Target.NotInUse', 'unused', 'not-in-use'],
    ['unused', 'Target.InvalidState', 'unused', 'not-running'],
    ['unused', 'Target.IpUnusable', 'unused', 'address-unusable'],
    ['draining', 'Target.DeregistrationInProgress', 'draining', 'draining'],
    ['draining', undefined, 'draining', 'draining'],
    ['unavailable', 'Target.HealthCheckDisabled', 'unavailable', 'checks-disabled'],
    ['unavailable', 'Elb.InternalError', 'unavailable', 'internal'],
    ['unhealthy', undefined, 'unhealthy', 'unknown'],
  ])('%s %s', (State, Reason, state, reason) => {
    expect(read({ State, Reason })).toMatchObject({ state, reason })
  })

  it('keeps words it does not know, and notes them', () => {
    const notes: string[] = []
    const health = read({ State: 'melting', Reason: 'Target.Heat' }, {}, (line) => notes.push(line))
    expect(health).toMatchObject({ state: 'unknown', reason: 'unknown', label: 'melting Target.Heat' })
    expect(notes).toEqual(['target health state melting', 'target health reason Target.Heat'])
    expect(read({ State: 'constructor' })).toMatchObject({ state: 'unknown' })
  })

  it('reads the codes out of the description', () => {
    const Description = 'Health checks failed with these codes: [503, 500]'
    expect(read({ State: 'unhealthy', Reason: 'Target.ResponseCodeMismatch', Description })).toEqual({
      state: 'unhealthy',
      reason: 'status-mismatch',
      statuses: [503, 500],
      label: 'unhealthy Target.ResponseCodeMismatch: Health checks failed with these codes: [503, 500]',
    })
    expect(read({ State: 'unhealthy', Description: 'codes: [7]' }).statuses).toEqual([])
  })

  it('tells what else holds traffic back', () => {
    const label = (more: object): string => read({ State: 'healthy' }, more).label
    expect(label({ AdministrativeOverride: { State: 'zonal_shift_active' } })).toBe('healthy, zonal_shift_active')
    expect(label({ AdministrativeOverride: { State: 'no_override' }, AnomalyDetection: { Result: 'normal' } })).toBe('healthy')
    expect(label({ AnomalyDetection: { Result: 'anomalous', MitigationInEffect: 'yes' } })).toBe('healthy, anomalous')
  })

  it('has no state where none is stated', () => {
    expect(read(undefined)).toEqual({ state: 'unknown', reason: 'unknown', statuses: [], label: 'no health state' })
  })
})
