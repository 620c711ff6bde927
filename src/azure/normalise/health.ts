/** Backend health as the gateway answered it: for every pool and setting, its servers. */
import type { Fact } from '../../core/fact.ts'
import type { Health } from '../../core/model.ts'
import { type Loose, neededObjects, neededText, objects, part, text, Unreadable } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import type { Note } from '../../normalise/words.ts'
import { about, factOf } from './calls.ts'
import type { Destination } from './destinations.ts'
import { readHealth } from './health-words.ts'
import { pairKey } from './pool-uses.ts'
import type { ArmHealth, ArmServer, Reference } from './shapes.ts'

export interface Server {
  /** An address, or the name under which the backend stands in the pool. */
  readonly address: string
  readonly ipConfigurationId: string | null
  readonly health: Health
}

export interface HealthReading {
  /** Servers by `pairKey` of pool and setting. */
  readonly servers: ReadonlyMap<string, readonly Server[]>
  readonly pairs: readonly Pick<Destination, 'poolId' | 'settingId'>[]
}

export function readBackendHealth(calls: Calls, gatewayId: string | null, note: Note): Fact<HealthReading> {
  const wanted = { where: about(gatewayId ?? ''), absent: 'backend health was not asked for' }
  const name = 'Microsoft.Network/applicationGateways/backendhealth/action'
  return factOf<ArmHealth, HealthReading>(calls, name, wanted, ([reply]) => {
    const pools = reply === undefined ? [] : neededObjects(reply.output, 'backendAddressPools')
    const pairs = pools.flatMap((pool) => {
      const poolId = idOf(part(pool, 'backendAddressPool'))
      return objects(pool, 'backendHttpSettingsCollection').map((setting) => ({
        poolId,
        settingId: idOf(part(setting, 'backendHttpSettings')),
        servers: objects(setting, 'servers').map((server) => readServer(server, note)),
      }))
    })
    return { pairs, servers: new Map(pairs.map((pair) => [pairKey(pair.poolId, pair.settingId), pair.servers])) }
  })
}

function idOf(reference: Loose<Reference> | null): string {
  if (reference === null) throw new Unreadable('health is told of no pool')
  return neededText(reference, 'id')
}

function readServer(server: Loose<ArmServer>, note: Note): Server {
  const configuration = part(server, 'ipConfiguration')
  return {
    address: text(server, 'address') ?? '',
    ipConfigurationId: configuration && text(configuration, 'id'),
    health: readHealth(server, note),
  }
}
