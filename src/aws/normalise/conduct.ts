import type { Conduct } from '../../core/model.ts'

/** An Application Load Balancer looks at no certificate, sends no server name, and sends to everyone when nobody is healthy. */
export const conduct: Conduct = {
  timeoutStatus: 504,
  nobodyStatus: 503,
  allUnhealthy: 'sends-anyway',
  verifiesCertificates: false,
  countsConnectionErrors: true,
}
