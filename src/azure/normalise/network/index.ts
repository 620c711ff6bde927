/** The network around a gateway, as the evidence shows it. */
import type { Fact } from '../../../core/fact.ts'
import type { Calls } from '../../../normalise/records.ts'
import type { Note } from '../../../normalise/words.ts'
import type { Interfaces } from '../interfaces.ts'
import { readFabric } from './fabric.ts'
import { pathReader } from './paths.ts'
import type { AzureNetwork, GatewayPlace } from './types.ts'
import { readUpkeep } from './upkeep.ts'

/** Paths between the gateway and its members, and between it and the platform; unknown while it is not known where the gateway is. */
export function readNetwork(calls: Calls, place: Fact<GatewayPlace>, interfaces: Interfaces, note: Note): AzureNetwork {
  if (!place.known) return { pathsTo: () => place, upkeepPaths: () => place }
  const fabric = readFabric(calls, place.value, interfaces, note)
  return { pathsTo: pathReader(fabric), upkeepPaths: () => readUpkeep(fabric) }
}
