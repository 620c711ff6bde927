import { allOpen, failingBy, keysOf, pathsOf } from '../backends.ts'
import type { Check, Judgement, Reader, Subject } from '../check.ts'
import type { PoolConfig } from '../model.ts'
import { symptomsOf } from '../symptoms.ts'
import { count, list } from '../wording.ts'
import { failing, pass, portsOf, skip } from './common.ts'
import { failedHandshakes, habitOf } from './handshake.ts'
import { presentedBy } from './names.ts'
import { healthOf, outageClaim, turnedAway, turnsAway } from './outage.ts'

/** TLS between balancer and backend breaks off: versions, ciphers, or a server name the balancer does not send. */
export const tlsHandshakeFailed: Check = {
  id: 'tls-handshake-failed',
  judge(subject, read) {
    const config = read.need(subject.pool.config)
    if (config.backendKind === 'function' || config.protocol !== 'https') return skip
    const symptoms = symptomsOf(subject, read)
    if (turnsAway(subject)) return fromProbes(subject, read, config)
    const handshakes = failedHandshakes(subject, read, symptoms)
    if (handshakes === null) return symptoms.tlsErrors === 0 ? pass('no TLS handshake with a backend failed') : skip
    const backends = read.see(subject.pool.backends) ?? []
    const plain = habitOf([config.port, ...backends.map((backend) => backend.port)]) === 'plain'
    return failing({
      certainty: plain ? 'possible' : 'likely',
      headline: `TLS handshakes with backends fail on port ${portsOf(backends, subject.pool)}`,
      summary: `${count(handshakes.errors, 'TLS handshake')} between the load balancer and ${subject.pool.name} failed. The load balancer does not check certificates and sends no server name (SNI), so look for a backend that demands SNI, or that shares no TLS version or cipher with it.`,
      affected: handshakes.affected,
      claim: handshakes.claim,
      evidence: handshakes.evidence,
      remedies: [
        {
          title: 'Try the handshake as the load balancer does it, without SNI, and compare versions and ciphers',
          commands: [`openssl s_client -connect <backend>:${config.port ?? 443} -noservername -tls1_2 </dev/null`],
          risk: 'low',
          time: '2-10 min',
        },
        {
          title: 'Give the backend a default certificate and virtual host that answer without SNI',
          commands: [],
          risk: 'medium',
          time: '10-30 min',
        },
      ],
    })
  },
}

/** Where no metric counts handshakes, probes tell; one that could not connect may have failed in the handshake as well. */
function fromProbes(subject: Subject, read: Reader, config: PoolConfig): Judgement {
  const backends = read.see(subject.pool.backends) ?? []
  const told = failingBy(backends, 'handshake-failed')
  const perhaps = failingBy(backends, 'not-connected')
  const failed = told.length > 0 ? told : perhaps
  if (failed.length === 0) return skip
  if (allOpen(pathsOf(subject, read), failed) === false) return skip
  const plain = habitOf([config.port, ...backends.map((backend) => backend.port)]) === 'plain'
  const port = portsOf(failed, subject.pool)
  return failing({
    certainty: told.length > 0 && !plain ? 'likely' : 'possible',
    headline: `TLS handshakes with ${list(keysOf(failed))} fail on port ${port}`,
    summary: `Probes of ${list(keysOf(failed))} over TLS ${told.length > 0 ? 'fail in the handshake' : 'cannot connect, which is also what is reported when both sides share no TLS version'}. The load balancer speaks TLS 1.2 and 1.3 to backends; the policy of a listener does not change that.`,
    affected: keysOf(failed),
    claim: outageClaim(subject, read, failed),
    evidence: [...healthOf(subject, failed), ...turnedAway(subject, read)],
    remedies: [
      {
        title: 'Try the handshake as the load balancer does it, and compare versions, ciphers and the name',
        commands: [
          `openssl s_client -connect <backend>:${config.port ?? 443} -servername ${presentedBy(subject, read)} -tls1_2 </dev/null`,
        ],
        risk: 'low',
        time: '2-10 min',
      },
    ],
  })
}
