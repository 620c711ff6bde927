/** Accounts of a load balancer, for tests. */
import type { Account } from '../../src/scheduled/account.ts'

export function account(given: Partial<Account> = {}): Account {
  return {
    balancerId: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188',
    name: 'shop',
    standing: 'failing',
    signature: 'web explained port-closed',
    pools: [
      {
        name: 'web',
        verdict: 'explained',
        headline: 'Backends refuse connections on port 8080: 60 of 60 502s',
        causes: [
          {
            id: 'port-closed',
            certainty: 'proven',
            title: 'The backend refuses connections on its traffic port',
            summary: '60 requests ended in a 502.',
            firstFix: 'Start the service',
          },
        ],
      },
    ],
    gateway502: 60,
    backend502: 0,
    blindSpots: 1,
    window: { from: '2026-09-01T12:00:00Z', to: '2026-09-01T12:15:00Z' },
    ...given,
  }
}

export const clear: Account = account({ standing: 'clear', signature: 'web clear', pools: [], gateway502: 0 })
export const unknown: Account = account({ standing: 'unknown', signature: 'web inconclusive' })
