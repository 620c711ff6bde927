import type { Check } from '../check.ts'
import { symptomsOf } from '../symptoms.ts'
import { count } from '../wording.ts'
import { failing, pass, portsOf, skip } from './common.ts'
import { failedHandshakes, habitOf } from './handshake.ts'

/** TLS between balancer and backend breaks off: versions, ciphers, or a server name the balancer does not send. */
export const tlsHandshakeFailed: Check = {
  id: 'tls-handshake-failed',
  judge(subject, read) {
    const config = read.need(subject.pool.config)
    if (config.backendKind === 'function' || config.protocol !== 'https') return skip
    const symptoms = symptomsOf(subject, read)
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
