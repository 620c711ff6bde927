import { describe, expect, it } from 'vitest'
import type { BackendTls, PoolConfig, PresentedName } from '../../../src/core/model.ts'
import { gatewayCall, part, poolOf, snapshotOf } from './build.ts'

const v1 = { sku: { name: 'WAF_Medium', tier: 'WAF', capacity: 2 } }

function configOf(setting: object, probe?: object, properties: object = {}): PoolConfig {
  const settings = { http: { port: 443, protocol: 'Https', ...(probe ? { probe: part('probes', 'own') } : {}), ...setting } }
  const { config } = poolOf(snapshotOf(gatewayCall({ settings, probes: probe ? { own: probe } : {}, properties })), 'web')
  if (!config.known) throw new Error(config.message)
  return config.value
}

const fixed = (name: string): PresentedName => ({ kind: 'fixed', name })
const client: PresentedName = { kind: 'client' }
const backend: PresentedName = { kind: 'backend' }
const none: PresentedName = { kind: 'none' }
const custom = { protocol: 'Https', path: '/up', interval: 10, timeout: 5, unhealthyThreshold: 2 }

describe('the names presented to backends', () => {
  it.each<[string, object, object | undefined, PresentedName, PresentedName, PresentedName, PresentedName]>([
    // setting, probe: Host and server name of requests, Host and server name of probes
    ['nothing set', {}, undefined, client, client, fixed('127.0.0.1'), backend],
    [
      'a host name',
      { hostName: 'app.test' },
      undefined,
      fixed('app.test'),
      fixed('app.test'),
      fixed('127.0.0.1'),
      fixed('app.test'),
    ],
    [
      'the backend’s name picked',
      { pickHostNameFromBackendAddress: true },
      undefined,
      backend,
      backend,
      fixed('127.0.0.1'),
      backend,
    ],
    ['a host on the probe only', {}, { host: 'app.test' }, client, client, fixed('app.test'), fixed('app.test')],
    [
      'a probe that picks the setting’s name',
      { hostName: 'app.test' },
      { pickHostNameFromBackendHttpSettings: true },
      fixed('app.test'),
      fixed('app.test'),
      fixed('app.test'),
      fixed('app.test'),
    ],
    [
      'a probe that picks what the setting picks',
      { pickHostNameFromBackendAddress: true },
      { pickHostNameFromBackendHttpSettings: true },
      backend,
      backend,
      backend,
      backend,
    ],
    [
      'probe and setting that differ',
      { hostName: 'app.test' },
      { host: 'probe.test' },
      fixed('app.test'),
      fixed('app.test'),
      fixed('probe.test'),
      fixed('probe.test'),
    ],
    [
      'a server name of its own',
      { hostName: 'app.test', sniName: 'tls.test' },
      undefined,
      fixed('app.test'),
      fixed('tls.test'),
      fixed('127.0.0.1'),
      fixed('app.test'),
    ],
    ['an address for a host', { hostName: '10.0.2.4' }, { host: '10.0.2.4' }, fixed('10.0.2.4'), none, fixed('10.0.2.4'), none],
  ])('%s', (_, setting, probe, host, serverName, probeHost, probeServerName) => {
    const config = configOf(setting, probe && { ...custom, ...probe })
    expect([config.host, config.tls?.serverName, config.probe.host, config.probe.serverName]).toEqual([
      host,
      serverName,
      probeHost,
      probeServerName,
    ])
  })

  it('on the first generation are the names in the pool, in the handshake of requests and probes', () => {
    const config = configOf({ hostName: 'app.test' }, { ...custom, host: 'probe.test' }, v1)
    expect(config.tls).toEqual<BackendTls>({ verifies: { chain: true, name: true }, trusts: 'given', serverName: backend })
    expect(config.host).toEqual(fixed('app.test'))
    expect(config.probe).toMatchObject({ host: fixed('probe.test'), serverName: backend })
  })

  it('are none in the handshake of plain HTTP', () => {
    const config = configOf({ port: 80, protocol: 'Http', hostName: 'app.test' })
    expect(config.tls).toBeNull()
    expect(config.probe.serverName).toEqual(none)
  })
})

describe('what is verified of certificates', () => {
  it.each<[object, Omit<BackendTls, 'serverName'>]>([
    [{}, { verifies: { chain: true, name: true }, trusts: 'well-known' }],
    [
      { trustedRootCertificates: [part('trustedRootCertificates', 'own')] },
      { verifies: { chain: true, name: true }, trusts: 'given' },
    ],
    [{ validateSNI: false }, { verifies: { chain: true, name: false }, trusts: 'well-known' }],
    [{ validateCertChainAndExpiry: false }, { verifies: { chain: false, name: true }, trusts: null }],
  ])('%j', (setting, expected) => {
    expect(configOf(setting).tls).toMatchObject(expected)
  })
})

describe('the probe', () => {
  it('is the default one where the setting has none', () => {
    expect(configOf({ protocol: 'Http', port: 8080 }).probe).toEqual({
      enabled: true,
      custom: false,
      protocol: 'http',
      host: fixed('127.0.0.1'),
      serverName: none,
      port: null,
      path: '/',
      intervalSeconds: 30,
      timeoutSeconds: 30,
      healthyThreshold: 1,
      unhealthyThreshold: 3,
      expectedStatus: '200-399',
      expectedBody: null,
    })
  })

  it('has what was configured', () => {
    const probe = { ...custom, host: 'app.test', port: 8443, match: { body: 'ready', statusCodes: ['200-299', '401'] } }
    expect(configOf({}, probe).probe).toMatchObject({
      custom: true,
      protocol: 'https',
      port: 8443,
      path: '/up',
      intervalSeconds: 10,
      timeoutSeconds: 5,
      unhealthyThreshold: 2,
      expectedStatus: '200-299,401',
      expectedBody: 'ready',
    })
  })

  it('goes to the setting’s port on the first generation', () => {
    expect(configOf({}, { ...custom, host: 'a.test', port: 8443 }, v1).probe.port).toBeNull()
  })

  it('is noted when it counts backends as healthy whatever they answer', () => {
    const settings = { http: { port: 80, protocol: 'Http', probe: part('probes', 'own') } }
    const { unmodelled } = snapshotOf(
      gatewayCall({ settings, probes: { own: { ...custom, protocol: 'Http', host: 'a', minServers: 2 } } }),
    )
    expect(unmodelled).toEqual(['probe own: minServers 2, so many backends count as healthy whatever their probes say'])
  })

  it('of a protocol nobody knows makes the configuration a gap', () => {
    const settings = { http: { port: 80, protocol: 'Gopher' } }
    const snapshot = snapshotOf(gatewayCall({ settings }))
    expect(poolOf(snapshot, 'web').config).toMatchObject({ known: false, gap: 'failed' })
    expect(snapshot.unmodelled).toContain('backend protocol gopher')
  })
})
