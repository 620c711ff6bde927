/** What goes wrong when the gateway speaks TLS to the backends, or does not. */
import type { AzureScenario } from '../../scenario.ts'
import { everyone, gatewayWith, outage, shopWith } from '../changes.ts'
import { probe, setting } from '../gateway.ts'
import { says } from '../health.ts'
import { partId, reference } from '../ids.ts'
import { addresses } from '../network.ts'
import type { Plan } from '../plan.ts'
import { calm, closedAfter, failures } from '../rows.ts'

const https = (change: Readonly<Record<string, unknown>> = {}): Partial<Plan> =>
  gatewayWith({
    settings: { 'web-https': setting({ port: 8443, protocol: 'Https', hostName: 'shop.example.com', ...change }) },
    probes: { health: probe({ protocol: 'Https' }) },
    rules: [{ name: 'shop-rule', listener: 'public-http', priority: 100, pool: 'web', setting: 'web-https' }],
  })

/** Probes ask for a name of their own, requests for whatever clients ask for. */
const clientsChoose = (change: Readonly<Record<string, unknown>> = {}): Partial<Plan> =>
  gatewayWith({
    settings: { 'web-https': setting({ port: 8443, protocol: 'Https', ...change }) },
    probes: { health: probe({ protocol: 'Https', host: 'web.cluster.internal' }) },
    rules: [{ name: 'shop-rule', listener: 'public-http', priority: 100, pool: 'web', setting: 'web-https' }],
  })

const refusing = (log: string): Partial<Plan> => outage({ servers: everyone('Unhealthy', log), setting: 'web-https' })
const proven = (cause: string) => ({ verdict: 'explained', cause, certainty: 'proven' }) as const

export const tls: Readonly<Record<string, AzureScenario>> = {
  'certificate-expired': {
    title: 'The certificate of the backends has expired',
    world: shopWith(https(), refusing(says.expired)),
    ...proven('certificate-expired'),
  },
  'certificate-untrusted-root': {
    title: 'The backends’ root is not the one that was uploaded',
    world: shopWith(
      https({ trustedRootCertificates: [reference(partId('trustedRootCertificates', 'corporate-root'))] }),
      refusing(says.untrustedRoot),
    ),
    ...proven('certificate-untrusted'),
  },
  'certificate-unknown-authority': {
    title: 'No well-known authority signed the certificate',
    world: shopWith(https(), refusing(says.unknownAuthority)),
    ...proven('certificate-untrusted'),
  },
  'certificate-self-signed': {
    title: 'A self-signed certificate, told by the number of an error',
    world: shopWith(https(), refusing(says.openssl(18))),
    ...proven('certificate-untrusted'),
  },
  'certificate-chain': {
    title: 'The intermediate certificate is not sent',
    world: shopWith(https(), refusing(says.chain)),
    ...proven('certificate-chain-incomplete'),
  },
  'certificate-name': {
    title: 'The certificate is for another name than probes ask for',
    world: shopWith(https(), refusing(says.commonName)),
    ...proven('certificate-name-mismatch'),
  },
  'certificate-name-live-only': {
    title: 'Probes present a name that the certificate holds, and requests the one that clients ask for',
    world: shopWith(clientsChoose({ trustedRootCertificates: [reference(partId('trustedRootCertificates', 'cluster-root'))] }), {
      health: [{ pool: 'web', setting: 'web-https', servers: everyone('Healthy', says.success, 'SuccessWithStatusCode') }],
      rows: failures({
        requests: 150,
        from: 0,
        minutes: 60,
        row: (index) => ({
          setting: 'web-https',
          serverRouted: `${addresses[index % 2] ?? ''}:8443`,
          errorInfo: 'ERRORINFO_NO_ERROR',
          timeTaken: 0.009,
        }),
      }),
    }),
    verdict: 'explained',
    cause: 'certificate-name-mismatch',
    certainty: 'likely',
  },
  'certificate-v1-not-allowed': {
    title: 'The first generation knows the backends’ certificates one by one, and not this one',
    world: shopWith(
      refusing(says.notAllowlisted),
      gatewayWith({
        sku: 'WAF_Medium',
        settings: {
          'web-https': setting({
            port: 8443,
            protocol: 'Https',
            authenticationCertificates: [reference(partId('authenticationCertificates', 'web-cert'))],
          }),
        },
        probes: { health: probe({ protocol: 'Https' }) },
        rules: [{ name: 'shop-rule', listener: 'public-http', priority: 100, pool: 'web', setting: 'web-https' }],
      }),
    ),
    ...proven('certificate-untrusted'),
  },
  'tls-handshake': {
    title: 'Gateway and backend have no TLS in common',
    world: shopWith(https(), refusing(says.openssl(1))),
    verdict: 'explained',
    cause: 'tls-handshake-failed',
  },
  'http-to-tls-port': {
    title: 'Plain HTTP spoken to a TLS port: the backend answers 400',
    world: shopWith(
      outage({ servers: everyone('Unhealthy', says.statusLive(400), 'HttpStatusCodeMismatchWithStatusCode') }),
      gatewayWith({ settings: { 'web-http': setting({ port: 443 }) } }),
    ),
    verdict: 'explained',
    cause: 'protocol-mismatch',
  },
  'some-hosts-fail-handshake': {
    title: 'One host of many fails over TLS while the backends are healthy',
    world: shopWith(clientsChoose(), {
      health: [{ pool: 'web', setting: 'web-https', servers: everyone('Healthy', says.success) }],
      rows: [
        ...calm({ setting: 'web-https', serverRouted: `${addresses[0]}:8443` }),
        ...failures({
          requests: 40,
          row: { setting: 'web-https', serverRouted: `${addresses[1]}:8443`, ...closedAfter(0) },
        }),
      ],
    }),
    verdict: 'explained',
    cause: 'certificate-name-mismatch',
  },
}
