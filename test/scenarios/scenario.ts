/** What a scenario is: a world, what is asked about it, and what must be said. */
import type { Certainty, Verdict } from '../../src/core/diagnosis.ts'
import type { AzureWorld } from './azure-worlds/world.ts'
import type { World } from './world.ts'

/** What must be said. */
export interface Statement {
  readonly verdict: Verdict
  /** The cause on top; null when there is none. */
  readonly cause: string | null
  readonly certainty?: Certainty
  /** Every cause in the order reported, where there are several. */
  readonly causes?: readonly string[]
  /** Backends that the cause on top affects. */
  readonly affected?: readonly string[]
  /** Ids of the risks reported. */
  readonly risks?: readonly string[]
}

export interface Scenario extends Statement {
  /** One line for a reader. */
  readonly title: string
  readonly world: World
  /** ARN of the target group asked about; left out: `web`. */
  readonly pool?: string
  /** The log group named with `--logs`. */
  readonly logGroup?: string
  readonly backendKeepAliveSeconds?: number
}

export interface AzureScenario extends Statement {
  /** One line for a reader. */
  readonly title: string
  readonly world: AzureWorld
  /** Name of the pool that is spoken of; left out: `web`. */
  readonly pool?: string
  readonly backendKeepAliveSeconds?: number
}

/** What of a diagnosis a scenario can state. */
interface Said {
  readonly verdict: Verdict
  readonly causes: readonly { readonly id: string; readonly certainty: Certainty; readonly affected: readonly string[] }[]
  readonly risks: readonly { readonly id: string }[]
}

/** What a diagnosis said of everything that the scenario states, in the shape of `statedBy`. */
export function saidOf(scenario: Statement, { verdict, causes, risks }: Said): object {
  const top = causes[0]
  return {
    verdict,
    cause: top?.id ?? null,
    ...(scenario.certainty === undefined ? {} : { certainty: top?.certainty }),
    ...(scenario.causes === undefined ? {} : { causes: causes.map(({ id }) => id) }),
    ...(scenario.affected === undefined ? {} : { affected: top?.affected }),
    ...(scenario.risks === undefined ? {} : { risks: risks.map(({ id }) => id) }),
  }
}

/** What the scenario states. */
export function statedBy({ verdict, cause, certainty, causes, affected, risks }: Statement): object {
  const optional = Object.entries({ certainty, causes, affected, risks }).filter(([, value]) => value !== undefined)
  return { verdict, cause, ...Object.fromEntries(optional) }
}
