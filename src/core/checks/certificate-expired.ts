import type { Check } from '../check.ts'
import { judgeCertificate, showCertificate } from './certificates.ts'
import { portOf, presentedBy } from './names.ts'

/** The certificate's dates do not include today. */
export const certificateExpired: Check = {
  id: 'certificate-expired',
  judge: (subject, read) =>
    judgeCertificate(subject, read, 'certificate-expired', {
      headline: (backends) => `The certificate of ${backends} has expired or is not yet valid`,
      defect: 'the load balancer checks the dates of the certificate, and today is not within them',
      fine: 'the dates of the certificates satisfy every probe',
      remedies: [
        showCertificate(presentedBy(subject, read), portOf(subject, read)),
        { title: 'Renew the certificate on the backend', commands: [], risk: 'medium', time: '10-60 min' },
      ],
    }),
}
