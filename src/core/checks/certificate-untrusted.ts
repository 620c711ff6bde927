import type { Check } from '../check.ts'
import { shell } from '../wording.ts'
import { gatewayArguments, settingName } from './az.ts'
import { judgeCertificate, showCertificate } from './certificates.ts'
import { isAzure } from './common.ts'
import { portOf, presentedBy } from './names.ts'

/** Nobody whom the balancer trusts has signed the certificate. */
export const certificateUntrusted: Check = {
  id: 'certificate-untrusted',
  judge: (subject, read) =>
    judgeCertificate(subject, read, 'certificate-untrusted', {
      headline: (backends) => `The load balancer does not trust the certificate of ${backends}`,
      defect: 'its root is neither a well-known authority nor one that was uploaded for this setting',
      fine: 'the certificates come from authorities that the load balancer trusts',
      remedies: [
        showCertificate(presentedBy(subject, read), portOf(subject, read)),
        ...(isAzure(subject)
          ? [
              {
                title: 'Upload the root certificate of the backend’s chain and trust it in the setting',
                commands: [
                  `az network application-gateway root-cert create ${gatewayArguments(subject)} --name backend-root --cert-file <root.cer>`,
                  `az network application-gateway http-settings update ${gatewayArguments(subject)} --name ${shell(settingName(subject))} --root-certs backend-root`,
                ],
                risk: 'medium' as const,
                time: '5-20 min',
              },
            ]
          : []),
      ],
    }),
}
