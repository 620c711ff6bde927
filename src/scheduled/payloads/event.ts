/** An alert as data, for programs: the generic webhook, and events. */
import { tool } from '../../core/tool.ts'
import type { Account } from '../account.ts'
import type { Alert } from '../announce.ts'
import { short } from './story.ts'

export interface AlertEvent {
  readonly schemaVersion: 1
  readonly tool: { readonly name: string; readonly version: string }
  readonly occasion: Alert['occasion']
  readonly since: string | null
  readonly loadBalancer: { readonly id: string; readonly name: string }
  readonly standing: Account['standing']
  readonly window: Account['window']
  readonly gateway502: number
  readonly backend502: number
  readonly blindSpots: number
  readonly pools: Account['pools']
}

/** Buses take 256 KB an event. */
const mostPools = 8
const mostCauses = 3

export function alertEvent({ occasion, account, since }: Alert): AlertEvent {
  const { balancerId, name, standing, window, gateway502, backend502, blindSpots, pools } = account
  return {
    ...{ schemaVersion: 1, tool, occasion, since, loadBalancer: { id: short(balancerId), name: short(name) }, standing, window },
    ...{ gateway502, backend502, blindSpots },
    pools: pools.slice(0, mostPools).map((pool) => ({
      name: short(pool.name),
      verdict: pool.verdict,
      headline: short(pool.headline),
      causes: pool.causes.slice(0, mostCauses).map(({ id, certainty, title, summary, firstFix }) => ({
        ...{ id, certainty, title: short(title), summary: short(summary) },
        firstFix: firstFix === null ? null : short(firstFix),
      })),
    })),
  }
}
