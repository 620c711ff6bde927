/** Requests that fail on backends whose probes succeed. */
import type { AzureScenario } from '../../scenario.ts'
import { done, gatewayWith, shopWith, webHealth } from '../changes.ts'
import { setting } from '../gateway.ts'
import { says } from '../health.ts'
import { gatewayId } from '../ids.ts'
import { addresses } from '../network.ts'
import { answered, calm, closedAfter, failures, unanswered } from '../rows.ts'

const race = failures({ requests: 12, from: 2, minutes: 50, row: (index) => closedAfter((index % 3) / 1000) })

export const requests: Readonly<Record<string, AzureScenario>> = {
  'keep-alive-race': {
    title: 'Sparse 502s, closed at once by healthy backends',
    world: shopWith({ rows: [...calm(), ...race] }),
    verdict: 'explained',
    cause: 'keep-alive-race',
    certainty: 'likely',
  },
  'keep-alive-told': {
    title: 'The same with the backend’s timeout told: the gateway’s own is not documented, so it stays likely',
    world: shopWith({ rows: [...calm(), ...race] }),
    backendKeepAliveSeconds: 5,
    verdict: 'explained',
    cause: 'keep-alive-race',
    certainty: 'likely',
  },
  'backend-crashed': {
    title: 'One backend drops whatever it is working on, twice',
    world: shopWith({
      rows: [
        ...calm(),
        ...[19, 41].flatMap((from) =>
          failures({
            requests: 16,
            from,
            minutes: 1,
            row: (index) => ({ ...closedAfter(0.4 + ((index * 37) % 90) / 10), serverRouted: `${addresses[0]}:8080` }),
          }),
        ),
      ],
    }),
    verdict: 'explained',
    cause: 'backend-crashed',
    certainty: 'likely',
  },
  'worker-timeout': {
    title: 'Connections closed after ten seconds, long before the gateway would give up',
    world: shopWith({
      rows: [
        ...calm(),
        ...failures({ requests: 14, row: (index) => ({ ...closedAfter(10 + index / 1000), uri: `/reports/${index % 4}` }) }),
      ],
    }),
    verdict: 'explained',
    cause: 'worker-timeout',
    certainty: 'likely',
  },
  'invalid-response': {
    title: 'One URL whose answer the gateway cannot read',
    world: shopWith({
      rows: [...calm(), ...failures({ requests: 12, row: (index) => ({ ...closedAfter(0.3 + index / 50), uri: '/export' }) })],
    }),
    verdict: 'explained',
    cause: 'invalid-response',
  },
  'too-slow-v2': {
    title: 'The second generation answers 504 when its backends take too long',
    world: shopWith({
      rows: [
        ...calm(),
        ...failures({ requests: 30, row: (index) => ({ ...unanswered(20.01 + (index % 5) / 100), uri: '/report' }) }),
      ],
    }),
    verdict: 'explained',
    cause: 'backend-too-slow',
  },
  'too-slow-v1': {
    title: 'The first generation answers 502 when its backends take too long',
    world: shopWith(gatewayWith({ sku: 'Standard_Medium' }), {
      rows: [
        ...calm(),
        ...failures({
          requests: 30,
          row: (index) => ({ errorInfo: null, timeTaken: 20.01 + (index % 5) / 100, uri: '/report' }),
        }),
      ],
    }),
    verdict: 'explained',
    cause: 'backend-too-slow',
  },
  'too-slow-raised-timeout': {
    title: 'A longer request timeout moves the wall, and rows stand just above it',
    world: shopWith(gatewayWith({ settings: { 'web-http': setting({ requestTimeout: 120 }) } }), {
      rows: [...calm(), ...failures({ requests: 20, row: { ...unanswered(120.02), uri: '/export' } })],
    }),
    verdict: 'explained',
    cause: 'backend-too-slow',
  },
  'backend-502': {
    title: 'The backend’s own proxy answers 502',
    world: shopWith({ rows: [...calm(), ...failures({ requests: 25, row: (index) => answered(502, 1.2 + index / 100) })] }),
    verdict: 'explained',
    cause: 'backend-answered-502',
  },
  'backend-502-ambiguous': {
    title: 'A backend’s status of 502 without the word that says whose it is: perhaps the proxy’s own',
    world: shopWith({
      rows: [
        ...calm({ errorInfo: null }),
        ...failures({ requests: 25, row: (index) => ({ ...answered(502, 1.2 + index / 100), errorInfo: null }) }),
      ],
      reportsMetrics: false,
      refused: ['Microsoft.Insights/metrics/read'],
    }),
    verdict: 'suspected',
    cause: 'backend-answered-502',
    certainty: 'possible',
  },
  'deploy-race': {
    title: 'A rollout takes addresses out of the pool after they have stopped answering',
    world: shopWith(gatewayWith({ pools: [{ name: 'web', members: [addresses[1]] }] }), {
      machines: [{ name: 'web-2', address: addresses[1], state: 'running' }],
      health: webHealth([{ address: addresses[1], health: 'Healthy', log: says.success }]),
      rows: [
        ...calm({}, 20),
        ...calm({ serverRouted: `${addresses[1]}:8080` }).slice(200),
        ...failures({
          requests: 22,
          from: 20,
          minutes: 1,
          row: (index) => ({ ...closedAfter((index % 4) / 1000), serverRouted: `${addresses[0]}:8080` }),
        }),
      ],
      events: done(20, 'Microsoft.Network/applicationGateways/write', gatewayId, 'ingress-controller'),
    }),
    verdict: 'explained',
    cause: 'deploy-race',
  },
  'backend-overloaded': {
    title: 'Backends take ever longer and then drop connections',
    world: shopWith({
      rows: [
        ...calm(),
        ...failures({ requests: 60, from: 25, minutes: 25, row: (index) => closedAfter(6 + ((index * 53) % 120) / 10) }),
        ...failures({ requests: 40, from: 25, minutes: 25, row: unanswered(20.02) }),
      ],
      metrics: [
        {
          name: 'BackendFirstByteResponseTime',
          dimensions: {
            Listener: 'public-http',
            BackendServer: `${addresses[0]}:8080`,
            BackendPool: 'web',
            BackendHttpSetting: 'web-http',
          },
          points: Array.from({ length: 60 }, (_, at) => [at, at < 25 ? 60 : 400 * (at - 20)] as const),
        },
      ],
    }),
    verdict: 'explained',
    cause: 'backend-overloaded',
  },
}
