/** What the certificate causes share: probes that a balancer refuses because of what the backend presents. */
import { allTold, failingBy, keysOf } from '../backends.ts'
import type { Judgement, Reader, Remedy, Subject } from '../check.ts'
import type { HealthReason } from '../model.ts'
import { list, verb } from '../wording.ts'
import { failing, pass, skip, stated } from './common.ts'
import { healthOf, outageClaim, turnedAway, whileAllUnhealthy } from './outage.ts'

interface Words {
  readonly headline: (backends: string) => string
  /** What is wrong with the certificate, as the end of a sentence about the backends. */
  readonly defect: string
  readonly fine: string
  readonly remedies: readonly Remedy[]
}

/** Judges a certificate that the probes of some backends refuse for this reason. The provider says so, which is proof. */
export function judgeCertificate(subject: Subject, read: Reader, reason: HealthReason, words: Words): Judgement {
  if (!subject.snapshot.conduct.verifiesCertificates) return skip
  const config = read.need(subject.pool.config)
  if (config.protocol !== 'https' && config.probe.protocol !== 'https') return skip
  const backends = read.need(subject.pool.backends)
  const refused = failingBy(backends, reason)
  const told = allTold(subject, read, backends)
  if (refused.length === 0)
    return told && backends.length > 0 && backends.every((backend) => backend.health.state === 'healthy')
      ? pass(words.fine)
      : skip
  return failing({
    certainty: 'proven',
    headline: words.headline(list(keysOf(refused))),
    summary: `Probes of ${list(keysOf(refused))} ${verb(refused.length, 'fails', 'fail')}: ${words.defect}; ${whileAllUnhealthy(subject, read)}.`,
    affected: keysOf(refused),
    claim: outageClaim(subject, read, refused),
    evidence: [
      ...healthOf(subject, refused),
      ...(config.tls === null
        ? []
        : [
            stated(
              'config',
              config.tls.trusts === 'given'
                ? 'the setting trusts the root certificates that were uploaded to it'
                : 'the setting trusts well-known certificate authorities',
              subject.pool.config,
            ),
          ]),
      ...turnedAway(subject, read),
    ],
    remedies: words.remedies,
  })
}

/** Shows what the backend presents. */
export function showCertificate(name: string, port: string): Remedy {
  return {
    title: 'Look at what the backend presents',
    commands: [
      `openssl s_client -connect <backend>:${port} -servername ${name} -showcerts </dev/null | openssl x509 -noout -subject -issuer -dates -ext subjectAltName`,
    ],
    risk: 'low',
    time: '2-5 min',
  }
}
