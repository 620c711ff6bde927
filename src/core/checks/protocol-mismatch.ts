import { affectedBy, allOpen, failingBy, keysOf, pathsOf } from '../backends.ts'
import type { Check, Judgement, Reader, Remedy, Subject } from '../check.ts'
import type { Backend, PoolConfig } from '../model.ts'
import { quickParts, requestsIn, requestsOf, type Symptoms, symptomsOf, whole } from '../symptoms.ts'
import { count, list, shell, verb } from '../wording.ts'
import { updateSetting } from './az.ts'
import { claim, failing, isAws, isAzure, portsOf, sampleOfParts, skip, stated } from './common.ts'
import { failedHandshakes, habitOf } from './handshake.ts'
import { healthOf, outageClaim, turnedAway, turnsAway } from './outage.ts'

/** The pool's protocol is not what the port speaks. It then fails for every request, not for some. */
export const protocolMismatch: Check = {
  id: 'protocol-mismatch',
  judge(subject, read) {
    const config = read.need(subject.pool.config)
    if (config.backendKind === 'function') return skip
    const symptoms = symptomsOf(subject, read)
    const backends = read.see(subject.pool.backends) ?? []
    const headerRefused = failingBy(backends, 'proxy-header-refused')
    if (headerRefused.length > 0) return proxyHeader(subject, read, headerRefused)
    if (config.protocol === 'https' && turnsAway(subject)) return tlsToPlainProbed(subject, read, config, backends)
    if (config.protocol === 'https') return tlsToPlain(subject, read, config, symptoms, backends)
    if (config.protocolVersion !== 'http1') return newerToOlder(subject, config, symptoms, backends)
    return plainToTls(subject, read, config, symptoms, backends)
  },
}

/** The provider says it: the backend does not know the header that tells the client's address before the first byte. */
function proxyHeader(subject: Subject, read: Reader, refused: readonly Backend[]): Judgement {
  return failing({
    certainty: 'proven',
    headline: `${list(keysOf(refused))} ${verb(refused.length, 'does', 'do')} not accept the PROXY protocol header`,
    summary: `The load balancer begins connections with the header of the PROXY protocol, which tells the client's address, and probes of ${list(keysOf(refused))} fail because the backend does not accept it.`,
    affected: keysOf(refused),
    claim: outageClaim(subject, read, refused),
    evidence: [...healthOf(subject, refused, 2), ...turnedAway(subject, read)],
    remedies: [
      {
        title: 'Let the backend accept the PROXY protocol on this port, or turn the header off in the setting and in its probe',
        commands: [],
        risk: 'medium',
        time: '5-30 min',
      },
    ],
  })
}

/** Where no metric counts handshakes: probes over TLS that fail on a port that usually speaks plain HTTP. */
function tlsToPlainProbed(subject: Subject, read: Reader, config: PoolConfig, backends: readonly Backend[]): Judgement {
  const failed = failingBy(backends, 'handshake-failed', 'not-connected')
  const told = failingBy(backends, 'handshake-failed').length > 0
  if (failed.length === 0 || habitOf([config.port, ...backends.map((backend) => backend.port)]) !== 'plain') return skip
  if (allOpen(pathsOf(subject, read), failed) === false) return skip
  const port = portsOf(backends, subject.pool)
  return failing({
    certainty: told ? 'likely' : 'possible',
    headline: `The load balancer speaks HTTPS to port ${port}, which speaks plain HTTP`,
    summary: `${subject.pool.name} is set to HTTPS, port ${port} usually speaks plain HTTP, and probes of ${list(keysOf(failed))} ${told ? 'fail in the handshake' : 'cannot connect'}. A plain HTTP server cannot answer a TLS hello.`,
    affected: keysOf(failed),
    claim: outageClaim(subject, read, failed),
    evidence: [
      ...healthOf(subject, failed, 2),
      stated('config', `protocol HTTPS, port ${port}`, subject.pool.config),
      ...turnedAway(subject, read),
    ],
    remedies: recreate(subject, 'HTTP'),
  })
}

function tlsToPlain(
  subject: Subject,
  read: Reader,
  config: PoolConfig,
  symptoms: Symptoms,
  backends: readonly Backend[],
): Judgement {
  const handshakes = failedHandshakes(subject, read, symptoms)
  if (handshakes === null) return uncounted(subject, config, symptoms, backends)
  const habit = habitOf([config.port, ...backends.map((backend) => backend.port)])
  return failing({
    certainty: habit === 'plain' ? 'likely' : 'possible',
    headline: `The load balancer speaks HTTPS to port ${portsOf(backends, subject.pool)}, which speaks plain HTTP`,
    summary: `${subject.pool.name} is set to HTTPS and ${count(handshakes.errors, 'TLS handshake')} failed${habit === 'plain' ? `; port ${portsOf(backends, subject.pool)} usually speaks plain HTTP` : ''}. A plain HTTP server cannot answer a TLS hello.`,
    affected: handshakes.affected,
    claim: handshakes.claim,
    evidence: [
      ...handshakes.evidence,
      stated('config', `protocol HTTPS, port ${portsOf(backends, subject.pool)}`, subject.pool.config),
    ],
    remedies: recreate(subject, 'HTTP'),
  })
}

/** No metric tells of handshakes, and everything that is sent over TLS to a port that usually speaks plain HTTP fails, probes too. */
function uncounted(subject: Subject, config: PoolConfig, symptoms: Symptoms, backends: readonly Backend[]): Judgement {
  const requests = requestsIn(symptoms.undispatched)
  const failed = failingBy(backends, 'connection-failed')
  const plain = habitOf([config.port, ...backends.map((backend) => backend.port)]) === 'plain'
  if (symptoms.tlsErrors !== null || !plain || failed.length < backends.length || !nearlyAll(symptoms, requests)) return skip
  const port = portsOf(backends, subject.pool)
  return failing({
    certainty: 'possible',
    headline: `The load balancer speaks HTTPS to port ${port}, which speaks plain HTTP`,
    summary: `${subject.pool.name} is set to HTTPS, port ${port} usually speaks plain HTTP, and every probe and ${requests} of ${symptoms.tally.requests ?? requests} requests fail; whether that is in the TLS handshake, unread metrics would tell.`,
    affected: keysOf(failed),
    claim: claim(whole(symptoms.undispatched)),
    evidence: [
      stated('config', `protocol HTTPS, port ${port}`, subject.pool.config),
      stated('access-log', `${count(requests, 'request')} with 502 and no request dispatched`, subject.snapshot.accessLog),
      ...healthOf(subject, failed, 2),
    ],
    remedies: recreate(subject, 'HTTP'),
  })
}

function plainToTls(
  subject: Subject,
  read: Reader,
  config: PoolConfig,
  symptoms: Symptoms,
  backends: readonly Backend[],
): Judgement {
  const onTlsPort = habitOf([config.port, ...backends.map((backend) => backend.port)]) === 'tls'
  const refused = failingBy(backends, 'status-mismatch').filter((backend) => backend.health.statuses.includes(400))
  const parts = quickParts(symptoms.cut)
  if (!onTlsPort || (refused.length === 0 && !nearlyAll(symptoms, requestsOf(parts)))) return skip
  return failing({
    certainty: 'likely',
    headline: `The load balancer speaks plain HTTP to port ${portsOf(backends, subject.pool)}, which speaks TLS`,
    summary: `${subject.pool.name} is set to HTTP, its port ${portsOf(backends, subject.pool)} usually speaks TLS, and ${refused.length > 0 ? 'probes are answered 400, as TLS servers do to plain requests' : 'nearly every request is cut off at once'}.`,
    affected:
      refused.length > 0
        ? keysOf(refused)
        : affectedBy(
            parts.map((part) => part.group),
            backends,
          ),
    claim: refused.length > 0 && turnsAway(subject) ? outageClaim(subject, read, refused) : claim(parts),
    evidence: [
      stated('config', `protocol HTTP, port ${portsOf(backends, subject.pool)}`, subject.pool.config),
      ...(parts.length > 0
        ? [
            stated(
              'access-log',
              `${count(requestsOf(parts), 'request')} cut off at once${sampleOfParts(parts)}`,
              subject.snapshot.accessLog,
            ),
          ]
        : []),
      ...refused.slice(0, 2).map((backend) => stated('health', `${backend.key}: ${backend.health.label}`, subject.pool.backends)),
    ],
    remedies: recreate(subject, 'HTTPS'),
  })
}

function newerToOlder(subject: Subject, config: PoolConfig, symptoms: Symptoms, backends: readonly Backend[]): Judgement {
  const parts = [...quickParts(symptoms.cut), ...whole(symptoms.undispatched)]
  if (!nearlyAll(symptoms, requestsOf(parts)) || (symptoms.connectionErrors ?? 0) >= requestsOf(parts) * 0.5) return skip
  const version = config.protocolVersion === 'grpc' ? 'gRPC' : 'HTTP/2'
  return failing({
    certainty: 'likely',
    headline: `The load balancer speaks ${version} to backends that do not`,
    summary: `${subject.pool.name} is set to ${version} and nearly all of its requests (${requestsOf(parts)} of ${symptoms.tally.requests ?? requestsOf(parts)}) end as soon as they reach the backend, as with a server that only knows HTTP/1.1.`,
    affected: affectedBy(
      parts.map((part) => part.group),
      backends,
    ),
    claim: claim(parts),
    evidence: [
      stated('config', `protocol version ${version}`, subject.pool.config),
      stated('access-log', `${count(requestsOf(parts), 'request')} cut off at once`, subject.snapshot.accessLog),
    ],
    remedies: recreate(subject, 'HTTP, protocol version HTTP1'),
  })
}

function nearlyAll(symptoms: Symptoms, failed: number): boolean {
  return failed >= 3 && symptoms.tally.requests !== null && failed >= symptoms.tally.requests * 0.9
}

/** How the protocol is changed; a target group's cannot be: a new group takes its place. */
function recreate(subject: Subject, protocol: string): readonly Remedy[] {
  if (isAzure(subject))
    return [
      {
        title: `Set the backend setting to ${protocol} (its probe must have the same protocol)`,
        commands: [updateSetting(subject, `--protocol ${protocol.startsWith('HTTPS') ? 'Https' : 'Http'} --port <port>`)],
        risk: 'medium',
        time: '5-15 min',
      },
    ]
  if (!isAws(subject)) return []
  const config = subject.pool.config.known ? subject.pool.config.value : null
  const version = protocol.includes('HTTP1') ? ' --protocol-version HTTP1' : ''
  // The command line makes groups of instances with IPv4 unless told otherwise, which would not take these targets.
  const kind = `${config?.backendKind === 'address' ? ' --target-type ip' : ''}${config?.ipv6 === true ? ' --ip-address-type ipv6' : ''}`
  return [
    {
      title: `Create a target group with protocol ${protocol} (an existing group's cannot be changed) and point the rule at it`,
      commands: [
        `aws elbv2 create-target-group --name <new name> --protocol ${protocol.startsWith('HTTPS') ? 'HTTPS' : 'HTTP'}${version}${kind} --port <port> --vpc-id ${shell(config?.networkId ?? '<vpc>')}`,
      ],
      risk: 'medium',
      time: '10-30 min',
    },
  ]
}
