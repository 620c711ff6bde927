import type { CauseId, CauseInfo } from '../catalogue.ts'

/** TLS between load balancer and backend. */
export const tlsCauses: Pick<
  Record<CauseId, CauseInfo>,
  | 'protocol-mismatch'
  | 'tls-handshake-failed'
  | 'certificate-expired'
  | 'certificate-chain-incomplete'
  | 'certificate-untrusted'
  | 'certificate-name-mismatch'
> = {
  'protocol-mismatch': {
    title: 'The load balancer and the backend speak different protocols on the port',
    meaning: 'Plain HTTP is spoken to a TLS port or the reverse, or HTTP/2 or gRPC to a server that only knows HTTP/1.',
    signature:
      'HTTPS group to a plain port: TargetTLSNegotiationErrorCount up, times -1 -1 -1. HTTP group to a TLS port: 400 from the backend or the connection closed at once, every time.',
    fix: 'Set the pool’s protocol and protocol version to what the port really speaks.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
      azure: 'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/troubleshoot-http-502-bad-gateway',
    },
  },
  'tls-handshake-failed': {
    title: 'The TLS handshake with the backend fails',
    meaning: 'No common version or cipher, or the backend demands a server name the load balancer does not send.',
    signature:
      'ALB: TargetTLSNegotiationErrorCount up, 502 with times -1 -1 -1. Application Gateway: a TLS or plain connect failure in the probe text.',
    fix: 'Let the backend accept the load balancer’s versions and ciphers, and a handshake without SNI where the load balancer sends none.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
      azure: 'https://learn.microsoft.com/en-us/azure/application-gateway/ssl-overview',
    },
  },
  'certificate-expired': {
    title: 'The backend’s certificate has expired or is not yet valid',
    meaning: 'The gateway checks validity dates and refuses.',
    signature: 'The probe text says the current date is not within the validity period.',
    fix: 'Renew the certificate on the backend.',
    docs: {
      azure:
        'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting',
    },
  },
  'certificate-chain-incomplete': {
    title: 'The backend does not send its whole certificate chain',
    meaning: 'An intermediate or the leaf certificate is missing from what the backend presents.',
    signature: 'The probe text says an intermediate or leaf certificate is missing.',
    fix: 'Install the full chain on the backend.',
    docs: {
      azure:
        'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting',
    },
  },
  'certificate-untrusted': {
    title: 'The gateway does not trust the backend’s certificate',
    meaning: 'Its root is neither well known nor uploaded to the gateway.',
    signature: 'The probe text names an unknown or non-matching root.',
    fix: 'Upload the root certificate, or use a certificate of a well-known authority.',
    docs: {
      azure:
        'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting',
    },
  },
  'certificate-name-mismatch': {
    title: 'The backend’s certificate is for another name',
    meaning: 'The name the gateway asks for is not in the certificate; the probe and live traffic may ask for different names.',
    signature: 'The probe text says the common name does not match; or healthy probes while HTTPS traffic fails.',
    fix: 'Set the host name on the backend setting to one the certificate holds.',
    docs: {
      azure:
        'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting',
    },
  },
}
