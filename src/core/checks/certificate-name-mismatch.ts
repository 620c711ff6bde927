import { affectedBy, groupsOn, inState } from '../backends.ts'
import type { Check, Judgement, Reader, Subject } from '../check.ts'
import type { BackendTls, PoolConfig } from '../model.ts'
import { quickParts, requestsOf, type Symptoms, symptomsOf, whole } from '../symptoms.ts'
import { count } from '../wording.ts'
import { updateSetting } from './az.ts'
import { judgeCertificate, showCertificate } from './certificates.ts'
import { claim, failing, isAzure, sampleOf, skip, stated } from './common.ts'
import { nameInWords, portOf, presentedBy, probedUnderAnotherName } from './names.ts'

/** The certificate is for another name than the balancer asks for: with probes, or, unseen by them, with live requests. */
export const certificateNameMismatch: Check = {
  id: 'certificate-name-mismatch',
  judge(subject, read) {
    const judged = judgeCertificate(subject, read, 'certificate-name', {
      headline: (backends) => `The certificate of ${backends} is for another name`,
      defect: 'the load balancer asks for a name, and the certificate holds another',
      fine: 'the certificates hold the names that probes ask for',
      remedies: remedies(subject, read),
    })
    return judged.status === 'fail' ? judged : (onlyLive(subject, read) ?? judged)
  },
}

/** Probes succeed under the name that they present, and requests present another one, with which every one of them fails. */
function onlyLive(subject: Subject, read: Reader): Judgement | null {
  const config = read.see(subject.pool.config)
  if (config?.tls == null || !config.tls.verifies.name || !probedUnderAnotherName(config.tls, config.probe.serverName))
    return null
  const symptoms = symptomsOf(subject, read)
  const healthy = inState(read.see(subject.pool.backends) ?? [], 'healthy')
  const parts = [
    ...whole(groupsOn(symptoms.blurred, healthy)),
    ...quickParts(symptoms.cut).filter(({ group }) => groupsOn([group], healthy).length > 0),
  ]
  const requests = requestsOf(parts)
  if (requests === 0 || healthy.length === 0) return requests === 0 && symptoms.tally.source === null ? skip : null
  const always = symptoms.tally.requests !== null && requests >= symptoms.tally.requests * 0.9
  return live(subject, read, { config, tls: config.tls, symptoms, parts, requests, always })
}

interface Live {
  readonly config: PoolConfig
  readonly tls: BackendTls
  readonly symptoms: Symptoms
  readonly parts: ReturnType<typeof whole>
  readonly requests: number
  readonly always: boolean
}

function live(subject: Subject, read: Reader, { config, tls, symptoms, parts, requests, always }: Live): Judgement {
  const groups = parts.map((part) => part.group)
  const presented = nameInWords(tls.serverName)
  return failing({
    // A name that clients choose can be wrong for some hosts and right for others.
    certainty: always || (tls.serverName.kind === 'client' && requests >= 3) ? 'likely' : 'possible',
    headline: 'Live requests present a name that the backend’s certificate does not hold, while probes present one that it does',
    summary: `${count(requests, 'request')} broke off over HTTPS${always ? ', nearly every one of this pool' : ''}, while probes of the same backends succeed. In the handshake, probes present ${nameInWords(config.probe.serverName)} and requests ${presented}; the load balancer refuses a certificate that does not hold the name presented.`,
    affected: affectedBy(groups, read.see(subject.pool.backends) ?? []),
    claim: claim(parts),
    evidence: [
      stated(
        'access-log',
        `${count(requests, 'request')} failed on a healthy backend${sampleOf(groups)}`,
        subject.snapshot.accessLog,
      ),
      stated('config', `requests present ${presented}, probes ${nameInWords(config.probe.serverName)}`, subject.pool.config),
      stated(
        'health',
        `probes of ${affectedBy(groups, read.see(subject.pool.backends) ?? []).join(', ')} succeed`,
        subject.pool.backends,
      ),
    ],
    against:
      !always && symptoms.tally.requests !== null
        ? [
            stated(
              'access-log',
              `${symptoms.tally.requests - requests} requests of the pool did not fail so`,
              subject.snapshot.accessLog,
            ),
          ]
        : [],
    remedies: remedies(subject, read),
  })
}

function remedies(subject: Subject, read: Reader): ReturnType<typeof showCertificate>[] {
  return [
    showCertificate(presentedBy(subject, read), portOf(subject, read)),
    ...(isAzure(subject)
      ? [
          {
            title: 'Let the setting present a name that the certificate holds, to probes and requests alike',
            commands: [updateSetting(subject, '--host-name <name in the certificate>')],
            risk: 'medium' as const,
            time: '2-10 min',
          },
        ]
      : []),
  ]
}
