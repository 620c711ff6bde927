/** What other parts of this folder are still to bring. */
import { type UnknownFact, unknown } from '../../core/fact.ts'
import type { AzureNetwork } from './network/types.ts'

/** Stands for a fact that nobody reads yet. */
export const pendingFact: UnknownFact = unknown('notCollected', 'this version does not read it', {
  what: 'the rest',
  call: '',
  permission: null,
})

/** Stands for the network around the gateway. */
export const pendingNetwork: AzureNetwork = { pathsTo: () => pendingFact, upkeepPaths: () => pendingFact }
