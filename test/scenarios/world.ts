/** A small AWS account in one region, as plain data in the API's own shapes. test/fakes/aws answers every call from it. */
import type { CallName } from '../../src/aws/call-names.ts'

/** An object as an API returns it. */
export type Item = Readonly<Record<string, unknown>>

export interface World {
  readonly loadBalancers: readonly Item[]
  /** Attributes by load balancer or target group ARN. */
  readonly attributes: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Tags by load balancer ARN; left out: none. */
  readonly tags?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Listeners by load balancer ARN, rules by listener ARN. */
  readonly listeners: Readonly<Record<string, readonly Item[]>>
  readonly rules: Readonly<Record<string, readonly Item[]>>
  readonly targetGroups: readonly Item[]
  /** Target health descriptions by target group ARN. */
  readonly targetHealth: Readonly<Record<string, readonly Item[]>>
  readonly instances: readonly Item[]
  readonly networkInterfaces: readonly Item[]
  readonly securityGroups: readonly Item[]
  readonly networkAcls: readonly Item[]
  readonly routeTables: readonly Item[]
  readonly subnets: readonly Item[]
  readonly vpcs: readonly Item[]
  readonly peerings: readonly Item[]
  readonly prefixLists: Readonly<Record<string, readonly string[]>>
  /** Points by `MetricName` and dimension values joined with `|`: [minute of the window, value]. */
  readonly metrics: Readonly<Record<string, readonly (readonly [number, number])[]>>
  /** Log lines by object key, in the log bucket; gzipped when read. */
  readonly objects: Readonly<Record<string, readonly string[]>>
  /** Objects of the log bucket as they are, by key. */
  readonly rawObjects: Readonly<Record<string, Uint8Array>>
  /** Log deliveries of the vended-logs kind: sources, destinations, and what connects them. */
  readonly deliveries: {
    readonly sources: readonly Item[]
    readonly deliveries: readonly Item[]
    readonly destinations: readonly Item[]
  }
  /** Log events by log group, ascending by time. */
  readonly logGroups: Readonly<Record<string, readonly { readonly timestamp: number; readonly message: string }[]>>
  readonly functions: Readonly<
    Record<string, { readonly configuration: Item; readonly concurrency: number | null; readonly policy: string | null }>
  >
  readonly services: readonly Item[]
  readonly stoppedTasks: readonly Item[]
  readonly taskDefinitions: Readonly<Record<string, Item>>
  readonly events: readonly Item[]
  /** Regions that the account has enabled. */
  readonly regions: readonly string[]
  /** Calls that are refused, with the code they are refused with. */
  readonly refused: Readonly<Partial<Record<CallName, string>>>
}

/** The one region where anything is. */
export const worldRegion = 'eu-central-1'
/** The one bucket there is. */
export const logBucket = 'shop-logs'
export const windowFrom = '2026-11-20T13:00:00.000Z'
export const windowTo = '2026-11-20T14:00:00.000Z'

/** An account with nothing in it. */
export const emptyWorld: World = {
  loadBalancers: [],
  attributes: {},
  listeners: {},
  rules: {},
  targetGroups: [],
  targetHealth: {},
  instances: [],
  networkInterfaces: [],
  securityGroups: [],
  networkAcls: [],
  routeTables: [],
  subnets: [],
  vpcs: [],
  peerings: [],
  prefixLists: {},
  metrics: {},
  objects: {},
  rawObjects: {},
  deliveries: { sources: [], deliveries: [], destinations: [] },
  logGroups: {},
  functions: {},
  services: [],
  stoppedTasks: [],
  taskDefinitions: {},
  events: [],
  regions: [worldRegion],
  refused: {},
}

/** The time so many minutes into the window. */
export function minute(number: number, seconds = 0): string {
  return new Date(Date.parse(windowFrom) + number * 60_000 + seconds * 1000).toISOString()
}
