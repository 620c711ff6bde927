import { describe, expect, it } from 'vitest'
import { splitByTimeout } from '../../../src/core/checks/lambda-timeouts.ts'
import { diagnose } from '../../../src/core/diagnose.ts'
import type { Backend } from '../../../src/core/model.ts'
import { backend, group, histogram, logOf, snapshotWith, told } from '../snapshots.ts'

const times = (amount: number, wait: number): number[] => Array.from({ length: amount }, () => wait)
const unhandled = (waits: readonly number[]): ReturnType<typeof group> =>
  group({ phase: 'answered', backend: null, reason: 'LambdaUnhandled', waits })

function requestsOf(waits: readonly number[], timeoutSeconds: number): readonly (number | undefined)[] {
  const { timedOut, failed } = splitByTimeout([unhandled(waits)], timeoutSeconds)
  return [timedOut[0]?.requests, failed[0]?.requests]
}

describe('unhandled errors of a function', () => {
  it.each([
    ['all at the timeout', times(5, 10.02), [5, undefined]],
    ['all long before it', times(5, 0.31), [undefined, 5]],
    ['one slow among many quick', [...times(19, 0.31), 10.02], [1, 19]],
    ['start-up on top of the timeout', [14.5, 0.002, 0], [1, 2]],
    ['just before the timeout', times(3, 9.5), [undefined, 3]],
  ])('are split request by request: %s', (_name, waits, expected) => {
    expect(requestsOf(waits, 10)).toEqual(expected)
  })

  it('are split by their whole duration where no wait was logged', () => {
    const silent = { ...unhandled([]), requests: 4, wait: histogram(), duration: histogram(10.1, 10.1, 0.2, 0.3) }
    const { timedOut, failed } = splitByTimeout([silent], 10)
    expect([timedOut[0]?.requests, failed[0]?.requests]).toEqual([2, 2])
  })

  it('have both causes when they are of both kinds, each with its own requests', () => {
    const snapshot = snapshotWith({
      config: { backendKind: 'function', port: null },
      backends: [functionBackend],
      log: logOf([unhandled([...times(12, 0.31), ...times(8, 10.02)])]),
    })
    const causes = diagnose(snapshot)[0]?.causes.map(({ id, explains }) => [id, explains?.requests])
    expect(causes).toEqual([
      ['lambda-failed', 12],
      ['lambda-timed-out', 8],
    ])
  })
})

const functionBackend: Backend = {
  ...backend(1),
  key: 'fn',
  id: 'fn',
  port: null,
  probePort: null,
  machine: told(null, 'functions'),
  networkInterface: told(null, 'functions'),
  logKeys: [],
  function: {
    configuration: told(
      {
        name: 'checkout',
        timeoutSeconds: 10,
        memoryMegabytes: 128,
        state: 'active',
        providerState: 'Active',
        providerReason: null,
        lastUpdateFailed: false,
      },
      'functions',
    ),
    reservedConcurrency: told(null, 'concurrency'),
    invokable: told({ allowed: true, because: 'the policy allows it' }, 'policies'),
  },
}
