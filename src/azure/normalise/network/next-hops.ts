/** Where user-defined routes send packets, and whether they get on from there. */
import type { Route } from '../../../core/network/model.ts'
import type { Note } from '../../../normalise/words.ts'
import type { UserRoute } from './user-routes.ts'

/** Where the destinations of a table lie, seen from its subnet. */
export type Reach = 'own' | 'peer' | 'outside' | 'public'

type NextHop = Pick<Route, 'target' | 'state'>

export const toInternet = 'the Internet'

/** `why` continues the sentence "the table sends 10.9.0.0/16 to appliance 10.0.9.4, …". */
export function nextHop({ nextHop: word, nextHopAddress }: UserRoute, reach: Reach, egress: Route['state'], note: Note): NextHop {
  switch (word) {
    case 'vnetlocal':
      return {
        target: 'the virtual network',
        state: reach === 'own' ? { kind: 'delivers' } : { kind: 'unclear', why: 'in which the destination does not lie' },
      }
    case 'internet':
      return {
        target: toInternet,
        state: reach === 'public' ? egress : { kind: 'diverts', why: 'which leads away from private addresses' },
      }
    case 'none':
      return { target: 'nowhere (None)', state: { kind: 'drops', why: 'where packets are dropped' } }
    case 'virtualappliance':
    case 'virtualapplianceecmp':
      return {
        target: `appliance ${nextHopAddress ?? 'not stated'}`,
        state: { kind: 'unclear', why: 'and whether it passes them on is not visible from here' },
      }
    case 'virtualnetworkgateway':
      return {
        target: 'the virtual network gateway',
        state: { kind: 'unclear', why: 'and whether it passes them on is not visible from here' },
      }
    default:
      note(`next hop type ${word}`)
      return { target: word, state: { kind: 'unclear', why: 'a next hop that this version does not know' } }
  }
}

export function isAppliance({ target }: Route): boolean {
  return target.startsWith('appliance ')
}
