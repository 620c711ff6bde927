/** A small Azure subscription as plain data in ARM's own shapes. test/fakes/azure answers every call from it. */
import type { CallName } from '../../../src/azure/call-names.ts'
import type { Item } from '../world.ts'

/** Samples of one metric and one combination of its dimensions: [minute of the window, value]. */
export interface Samples {
  readonly name: string
  /** By name, as the portal spells it. */
  readonly dimensions: Readonly<Record<string, string>>
  readonly points: readonly (readonly [number, number])[]
}

/** A workspace with the rows that its tables hold, columns as the table spells them. */
export interface Workspace {
  readonly tables: Readonly<Record<string, readonly Item[]>>
}

export interface AzureWorld {
  readonly subscriptions: readonly string[]
  /** Bodies as ARM returns them. What a resource is, and whose child, its `id` tells. */
  readonly resources: readonly Item[]
  /** What a health check of a gateway comes to, by its id. */
  readonly backendHealth: Readonly<Record<string, Item>>
  /** By the machine's id. */
  readonly instanceViews: Readonly<Record<string, Item>>
  readonly metrics: readonly Samples[]
  /** By the id of the resource whose they are. */
  readonly diagnosticSettings: Readonly<Record<string, readonly Item[]>>
  /** The activity log, in any order. */
  readonly events: readonly Item[]
  /** Contents by `account/container/name`. */
  readonly blobs: Readonly<Record<string, string | Uint8Array>>
  /** By the workspace's id. */
  readonly workspaces: Readonly<Record<string, Workspace>>
  /** Calls that the caller may not make. */
  readonly refused: readonly CallName[]
}

/** A subscription with nothing in it. */
export const emptyAzureWorld: AzureWorld = {
  subscriptions: [],
  resources: [],
  backendHealth: {},
  instanceViews: {},
  metrics: [],
  diagnosticSettings: {},
  events: [],
  blobs: {},
  workspaces: {},
  refused: [],
}
