import type { CauseId, CauseInfo } from '../catalogue.ts'

/** Health probes that say something else than live traffic. */
export const probeCauses: Pick<
  Record<CauseId, CauseInfo>,
  'probe-port-mismatch' | 'probe-status-mismatch' | 'probe-body-mismatch' | 'probe-timeout'
> = {
  'probe-port-mismatch': {
    title: 'The probe asks another port than traffic uses',
    meaning: 'Health then says nothing about the traffic port.',
    signature: 'The probe port differs from the registered port; healthy while traffic fails, or the reverse.',
    fix: 'Probe the traffic port.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
      azure: 'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/troubleshoot-http-502-bad-gateway',
    },
  },
  'probe-status-mismatch': {
    title: 'The probe gets another status than it expects',
    meaning: 'The backend answers, but not with the expected code; live traffic may be fine.',
    signature: 'Health Target.ResponseCodeMismatch, or a probe text with the code received.',
    fix: 'Correct the probe’s path, host or expected codes, or what the backend answers there.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
      azure:
        'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting',
    },
  },
  'probe-body-mismatch': {
    title: 'The probe gets another body than it expects',
    meaning: 'The backend answers, but without the expected text.',
    signature: 'The probe text says the body did not match.',
    fix: 'Correct the expected text or the page.',
    docs: {
      azure:
        'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting',
    },
  },
  'probe-timeout': {
    title: 'The probe times out although the path is open',
    meaning: 'The probe’s page is slower than the probe’s timeout; live traffic may be fine.',
    signature: 'Health Target.Timeout while live requests are answered.',
    fix: 'Make the probe’s page cheap, or raise the probe’s timeout.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
      azure:
        'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting',
    },
  },
}
