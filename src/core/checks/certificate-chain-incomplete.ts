import type { Check } from '../check.ts'
import { judgeCertificate, showCertificate } from './certificates.ts'
import { portOf, presentedBy } from './names.ts'

/** The backend does not send every certificate between its own and the root. */
export const certificateChainIncomplete: Check = {
  id: 'certificate-chain-incomplete',
  judge: (subject, read) =>
    judgeCertificate(subject, read, 'certificate-chain', {
      headline: (backends) => `The certificate chain of ${backends} is not whole`,
      defect:
        'the load balancer builds the chain from what the backend sends, and a certificate is missing or in the wrong place. A self-signed certificate that is no authority is reported in the same words',
      fine: 'the certificate chains satisfy every probe',
      remedies: [
        showCertificate(presentedBy(subject, read), portOf(subject, read)),
        {
          title: 'Install the full chain on the backend: its own certificate first, then each intermediate',
          commands: [],
          risk: 'medium',
          time: '10-60 min',
        },
      ],
    }),
}
