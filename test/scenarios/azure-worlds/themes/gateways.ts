/** Gateways that are the trouble themselves. */
import type { AzureScenario } from '../../scenario.ts'
import { everyone, gatewayWith, shopWith, webHealth } from '../changes.ts'
import { says } from '../health.ts'
import { answered, calm, failures } from '../rows.ts'

const minutes = Array.from({ length: 60 }, (_, at) => at)

export const gateways: Readonly<Record<string, AzureScenario>> = {
  'gateway-saturated': {
    title: 'Two instances at most, and both are full when requests fail',
    world: shopWith(gatewayWith({ capacity: 2 }), {
      rows: [
        ...calm(),
        ...failures({
          requests: 80,
          from: 30,
          minutes: 12,
          row: { errorInfo: 'ERRORINFO_NO_ERROR', timeTaken: 3.1, serverRouted: null },
        }),
      ],
      metrics: [
        { name: 'CapacityUnits', dimensions: {}, points: minutes.map((at) => [at, at >= 29 && at < 43 ? 19.8 : 6]) },
        { name: 'ComputeUnits', dimensions: {}, points: minutes.map((at) => [at, at >= 29 && at < 43 ? 19.1 : 4]) },
        { name: 'CurrentConnections', dimensions: {}, points: minutes.map((at) => [at, at >= 29 && at < 43 ? 4980 : 900]) },
      ],
    }),
    verdict: 'explained',
    cause: 'gateway-saturated',
  },
  'gateway-not-saturated': {
    title: 'Ten instances at most and twenty units in use: one instance is ten units, so nothing is full',
    world: shopWith(gatewayWith({ capacity: 10 }), {
      metrics: [{ name: 'CapacityUnits', dimensions: {}, points: minutes.map((at) => [at, 20]) }],
    }),
    verdict: 'clear',
    cause: null,
  },
  'gateway-failed': {
    title: 'The gateway’s last update failed, and it reports nothing',
    world: shopWith(gatewayWith({ provisioningState: 'Failed' }), {
      health: webHealth(everyone('Unknown', says.unknown)),
      rows: [],
      reportsMetrics: false,
    }),
    verdict: 'explained',
    cause: 'gateway-failed',
  },
  'gateway-stopped': {
    title: 'Somebody stopped the gateway',
    world: shopWith(gatewayWith({ state: 'Stopped' }), { health: [], rows: [], reportsMetrics: false }),
    verdict: 'explained',
    cause: 'gateway-failed',
  },
  'gateway-stopped-after-traffic': {
    title: 'Somebody stopped the gateway at the end of a good hour',
    world: shopWith(gatewayWith({ state: 'Stopped' })),
    verdict: 'explained',
    cause: 'gateway-failed',
    causes: ['gateway-failed'],
  },
  'gateway-stopped-after-failures': {
    title: 'Somebody stopped the gateway; what failed before it stopped has another reason',
    world: shopWith(gatewayWith({ state: 'Stopped' }), {
      rows: [...calm(), ...failures({ requests: 40, row: { ...answered(502, 0.2), status: 502 } })],
    }),
    verdict: 'explained',
    cause: 'backend-answered-502',
  },
}
