/** Commands must be ones that the command line takes for the very thing that is broken. */
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../src/core/diagnose.ts'
import type { Backend } from '../../../src/core/model.ts'
import { backend, type Changes, connectionFailed, group, logOf, metricsOf, snapshotWith, told } from '../snapshots.ts'

function commandsFor(id: string, changes: Changes): string {
  const cause = diagnose(snapshotWith(changes))[0]?.causes.find((one) => one.id === id)
  return (cause?.fixes ?? []).flatMap(({ commands }) => commands).join('\n')
}

const refused: Changes = {
  log: logOf([group({ phase: 'not-dispatched', requests: 40, waits: [] })]),
  metrics: metricsOf({ 'gateway-502': 40, 'connection-errors': 40 }),
}

describe('registering another port', () => {
  const down = (zone: string): Backend => backend(1, { health: connectionFailed, zone })

  it('says of an address outside the network that it is', () => {
    expect(commandsFor('port-closed', { ...refused, backends: [down('all')] })).toMatch(
      /register-targets .*Port=<port>,AvailabilityZone=all\n.*deregister-targets .*,AvailabilityZone=all/,
    )
  })

  it('says nothing of a zone otherwise', () => {
    expect(commandsFor('port-closed', { ...refused, backends: [down('zone-1')] })).not.toContain('AvailabilityZone')
  })
})

describe('a group in the place of one with the wrong protocol', () => {
  const wrong = (config: Changes['config']): string =>
    commandsFor('protocol-mismatch', {
      backends: [backend(1, { health: connectionFailed })],
      config: { protocol: 'https', ...config },
      log: logOf([group({ phase: 'not-dispatched', requests: 40, waits: [] })]),
      metrics: metricsOf({ 'gateway-502': 40, 'tls-errors': 41 }),
    })

  it.each([
    ['instances', { backendKind: 'instance' }, '--protocol HTTP --port'],
    ['addresses', { backendKind: 'address' }, '--protocol HTTP --target-type ip --port'],
    ['IPv6 addresses', { backendKind: 'address', ipv6: true }, '--protocol HTTP --target-type ip --ip-address-type ipv6 --port'],
  ] as const)('takes %s as the old one did', (_, config, expected) => {
    expect(wrong(config)).toContain(expected)
  })
})

describe('settings of a function', () => {
  it('are changed on the function, whatever alias is registered', () => {
    const id = 'arn:aws:lambda:eu-central-1:111122223333:function:orders:live'
    const called: Backend = {
      ...backend(1),
      ...{
        key: id,
        id,
        port: null,
        probePort: null,
        machine: told(null, 'functions'),
        networkInterface: told(null, 'functions'),
      },
      logKeys: [],
      function: {
        configuration: told(
          {
            name: 'orders',
            timeoutSeconds: 10,
            memoryMegabytes: 128,
            state: 'active',
            providerState: 'Active',
            providerReason: null,
            lastUpdateFailed: false,
          },
          'functions',
        ),
        reservedConcurrency: told(0, 'functions'),
        invokable: told({ allowed: true, because: 'allowed' }, 'functions'),
      },
    }
    const commands = commandsFor('lambda-throttled', {
      config: { backendKind: 'function', port: null },
      backends: [called],
      log: logOf([group({ phase: 'answered', backend: null, reason: 'LambdaThrottling', requests: 9, waits: [] })]),
    })
    expect(commands).toContain('--function-name arn:aws:lambda:eu-central-1:111122223333:function:orders --reserved')
  })
})

describe('a pool that was empty for a while', () => {
  const turnedAway = group({ status: 503, phase: 'not-dispatched', backend: null, requests: 30, waits: [] })
  const log = logOf([turnedAway])

  it('is not filled with what is registered again', () => {
    expect(commandsFor('no-backends', { log, metrics: metricsOf({ 'gateway-503': 30 }) })).toBe('')
  })

  it('is filled while it is empty', () => {
    expect(commandsFor('no-backends', { backends: [], log, metrics: metricsOf({ 'gateway-503': 30 }) })).toContain(
      'register-targets',
    )
  })
})
