import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/core/diagnose.ts'
import type { Backend } from '../../src/core/model.ts'
import { count, verb } from '../../src/core/wording.ts'
import { incidents } from './incidents.ts'
import { backend, connectionFailed, group, logOf, metricsOf, snapshotWith, told } from './snapshots.ts'

describe('numbers and their words agree', () => {
  it.each([
    [0, '0 backends are'],
    [1, '1 backend is'],
    [2, '2 backends are'],
  ])('%i', (amount, expected) => {
    expect(`${count(amount, 'backend')} ${verb(amount, 'is', 'are')}`).toBe(expected)
  })

  const stopped = (number: number): Backend =>
    backend(number, { machine: told({ ...machineOf(backend(number)), state: 'stopped' }, 'instances') })

  it.each([
    [[stopped(1)], 'Every backend of web is stopped'],
    [[stopped(1), stopped(2)], 'Every backend of web is stopped'],
    [[stopped(1), backend(2)], '1 of 2 backends of web is stopped'],
    [[stopped(1), stopped(2), backend(3)], '2 of 3 backends of web are stopped'],
  ])('in who is stopped, case %#', (backends, expected) => {
    const failures = [group({ status: 504, phase: 'not-dispatched', requests: 4, backend: '10.0.11.10:8080' })]
    const [diagnosis] = diagnose(snapshotWith({ backends, log: logOf(failures) }))
    expect(diagnosis?.headline).toBe(`${expected}: 4 of 4 504s`)
  })

  it.each(incidents)('in every sentence of: $name', ({ changes }) => {
    const [diagnosis] = diagnose(snapshotWith(changes))
    for (const { summary, evidence } of diagnosis?.causes ?? []) expectAgreement([summary, ...evidence.map((one) => one.says)])
    expectAgreement([diagnosis?.headline ?? '', ...(diagnosis?.risks ?? []).map((risk) => risk.summary)])
  })

  it('in a lone request of each kind', () => {
    for (const phase of ['not-dispatched', 'cut-off', 'no-answer'] as const) {
      for (const status of [502, 503, 504]) {
        const failures = [group({ status, phase, requests: 1, ...(phase === 'cut-off' ? { waits: [12] } : {}) })]
        for (const backends of [[backend(1)], [backend(1, { health: connectionFailed }), backend(2)]]) {
          const metrics = metricsOf({ 'connection-errors': 1 })
          const [diagnosis] = diagnose(snapshotWith({ backends, metrics, log: logOf(failures) }))
          for (const cause of diagnosis?.causes ?? []) expectAgreement([cause.summary, ...cause.evidence.map((one) => one.says)])
          expectAgreement([diagnosis?.headline ?? ''])
        }
      }
    }
  })
})

function machineOf({ machine }: Backend): Extract<Backend['machine'], { known: true }>['value'] & object {
  if (!machine.known || machine.value === null) throw new Error('no machine')
  return machine.value
}

function expectAgreement(sentences: readonly string[]): void {
  for (const sentence of sentences) {
    expect(sentence).not.toMatch(
      /(?<![\d.,])1 (?:[a-z]+ )?(?:requests|backends|attempts|connections|502s|503s|504s|addresses|tasks|invocations)\b/,
    )
    expect(sentence).not.toMatch(/(?<!\d)1 request\b[^.:;]*? were\b/)
    expect(sentence).not.toMatch(/\bEvery [^.:;]*? (?:are|were|belong|fail|refuse)\b/)
  }
}
