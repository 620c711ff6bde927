/** Where rules, path rules and the defaults of path maps send requests. */
import type { Route } from '../../core/model.ts'
import { type Loose, neededText, number, objects, Unreadable } from '../../normalise/loose.ts'
import { idKey } from './calls.ts'
import { byId, referred } from './gateway.ts'
import type { ArmDistribution, ArmGateway, ArmTarget, Reference } from './shapes.ts'

/** One pool with the setting it is used with: the two together are what the gateway probes and sends to. */
export interface Destination {
  readonly poolId: string
  readonly settingId: string
  readonly weight: number
}

export interface Outcome {
  readonly action: Route['action']
  readonly destinations: readonly Destination[]
}

/** Reads what becomes of requests; the gateway's load distribution policies spread them over several pools. */
export function outcomeReader(gateway: Loose<ArmGateway>): (target: Loose<ArmTarget>) => Outcome {
  const policies = byId<ArmDistribution>(objects(gateway, 'loadDistributionPolicies'))
  const spelt = spelling(gateway)
  return (target) => {
    if (referred(target, 'redirectConfiguration') !== null) return { action: 'redirect', destinations: [] }
    const settingId = spelt(referred(target, 'backendHttpSettings'))
    const policyId = referred(target, 'loadDistributionPolicy')
    const poolId = spelt(referred(target, 'backendAddressPool'))
    if (settingId === null || (policyId === null && poolId === null)) return { action: 'other', destinations: [] }
    if (policyId === null) return { action: 'forward', destinations: [{ poolId: poolId ?? '', settingId, weight: 1 }] }
    const policy = policies.get(idKey(policyId))
    if (policy === undefined) throw new Unreadable(`there is no load distribution policy ${policyId}`)
    return { action: 'forward', destinations: spread(policy, settingId, spelt) }
  }
}

type Spelling = (id: string | null) => string | null

/** References may spell ids otherwise than what they refer to; the thing's own spelling holds. */
function spelling(gateway: Loose<ArmGateway>): Spelling {
  const parts = [...objects(gateway, 'backendAddressPools'), ...objects(gateway, 'backendHttpSettingsCollection')]
  const ids = new Map(parts.map((each) => neededText(each as Loose<Reference>, 'id')).map((id) => [idKey(id), id]))
  return (id) => (id === null ? null : (ids.get(idKey(id)) ?? id))
}

function spread(policy: Loose<ArmDistribution>, settingId: string, spelt: Spelling): readonly Destination[] {
  return objects(policy, 'loadDistributionTargets').map((target) => {
    const poolId = spelt(referred(target, 'backendAddressPool'))
    if (poolId === null) throw new Unreadable('a load distribution target names no pool')
    return { poolId, settingId, weight: number(target, 'weightPerServer') ?? 1 }
  })
}
