/** Probes that expect what the backend does not give. */
import type { AzureScenario } from '../../scenario.ts'
import { everyone, gatewayWith, outage, shopWith } from '../changes.ts'
import { probe, setting } from '../gateway.ts'
import { says } from '../health.ts'
import type { Plan } from '../plan.ts'
import { answered, failures, unanswered } from '../rows.ts'
import { refusedAtOnce } from './members.ts'

const mismatch = { verdict: 'explained', cause: 'probe-status-mismatch', certainty: 'proven' } as const
const failingWith = (log: string, errorName?: string): Partial<Plan> => outage({ servers: everyone('Unhealthy', log, errorName) })

export const probes: Readonly<Record<string, AzureScenario>> = {
  'probe-status-401': {
    title: 'The probed page wants a password',
    world: shopWith(failingWith(says.status(401), 'HttpStatusCodeMismatchWithStatusCode')),
    ...mismatch,
  },
  'probe-status-404-default': {
    title: 'The default probe asks 127.0.0.1 for /, which the backend does not know',
    world: shopWith(
      failingWith(says.statusLive(404), 'HttpStatusCodeMismatchWithStatusCode'),
      gatewayWith({ settings: { 'web-http': setting({ probe: undefined }) }, probes: {} }),
    ),
    ...mismatch,
  },
  'probe-status-500': { title: 'The probed page is broken', world: shopWith(failingWith(says.status(500))), ...mismatch },
  'probe-status-502': {
    title: 'The backend is a proxy whose own backend is gone: probes get its 502',
    world: shopWith(
      outage({
        servers: everyone('Unhealthy', says.statusLive(502), 'HttpStatusCodeMismatchWithStatusCode'),
        early: answered(502, 0.8),
      }),
    ),
    verdict: 'explained',
    cause: 'backend-answered-502',
  },
  'probe-body': {
    title: 'The probed page does not contain what it must',
    world: shopWith(
      failingWith(says.body),
      gatewayWith({ probes: { health: probe({ match: { body: 'OK', statusCodes: ['200'] } }) } }),
    ),
    verdict: 'explained',
    cause: 'probe-body-mismatch',
    certainty: 'proven',
  },
  'probe-timeout': {
    title: 'The probed page takes longer than the probe waits, on an open path',
    world: shopWith(failingWith(says.timeout), gatewayWith({ probes: { health: probe({ timeout: 2, path: '/health/deep' }) } })),
    verdict: 'explained',
    cause: 'probe-timeout',
  },
  'probe-timeout-slow-backend': {
    title: 'Requests and probes alike wait in vain on an open path',
    world: shopWith(outage({ servers: everyone('Unhealthy', says.timeout), early: unanswered(20.1) })),
    verdict: 'explained',
    cause: 'probe-timeout',
  },
  'probe-port': {
    title: 'Probes ask a port that answers, while nothing answers where requests go',
    world: shopWith(gatewayWith({ probes: { health: probe({ port: 9000 }) } }), {
      rows: failures({ requests: 120, from: 0, minutes: 60, row: refusedAtOnce }),
    }),
    verdict: 'explained',
    cause: 'probe-port-mismatch',
  },
  'probe-status-503': {
    title: 'The backend is a proxy that answers probes 503, for its own backend is busy',
    world: shopWith(failingWith(says.status(503))),
    verdict: 'explained',
    cause: 'backend-answered-502',
    certainty: 'likely',
  },
  'probe-proxy-header': {
    title: 'The backend does not know the header of the PROXY protocol',
    world: shopWith(failingWith('The backend server does not accept the proxy protocol header sent by Application Gateway.')),
    verdict: 'explained',
    cause: 'protocol-mismatch',
    certainty: 'proven',
  },
}
