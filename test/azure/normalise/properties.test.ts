import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseAzure } from '../../../src/azure/normalise/index.ts'
import type { Evidence } from '../../../src/core/evidence.ts'
import { describeEvidence, type Leeway } from '../../normalise/evidence-laws.ts'
import { gatewayEvidence } from './world.ts'

/** Pools come from the gateway itself, and members stand without their health or their interfaces. */
const leeway: Leeway = (at, less) => {
  if (/\.health\.(state|reason)$/.test(at)) return less === 'unknown'
  if (/\.health\.label$/.test(at)) return less === 'could not be read'
  if (/\.(dnsName|partNames\.probe)$/.test(at)) return less === null
  if (/\.backends\.0\.(id|key)$/.test(at)) return less === 'two-nic:443' || less === 'two-nic' || less === '10.0.2.5'
  return /^\.pools\.[^ ]*\/(backendAddressPools|settings)\/[^./]*$/.test(at) && less === undefined
}

describeEvidence('a gateway', gatewayEvidence, normaliseAzure, leeway)

interface Habits {
  /** Settings stand in the object itself instead of under `properties`. */
  readonly hoists: boolean
  /** `gatewayIpConfigurations` instead of `gatewayIPConfigurations`. */
  readonly spellsWords: boolean
  /** Every object says its resource group once more. */
  readonly addsGroups: boolean
  /** Lists are bare instead of under `value`. */
  readonly barePages: boolean
}

/** The answer as another of Azure's tools would have written it. */
function retold(value: unknown, habits: Habits): unknown {
  if (Array.isArray(value)) return value.map((each) => retold(each, habits))
  if (typeof value !== 'object' || value === null) return value
  const { properties, ...own } = value as Readonly<Record<string, unknown>>
  const members = habits.hoists && typeof properties === 'object' ? { ...properties, ...own } : value
  const told = Object.entries(members).map(([key, member]) => [
    habits.spellsWords ? key.replace(/IP(?=[A-Z]|$)/g, 'Ip').replace(/SNI$/, 'Sni') : key,
    retold(member, habits),
  ])
  return Object.fromEntries(habits.addsGroups ? [...told, ['resourceGroup', 'shop-rg'], ['plan', null]] : told)
}

function retelling(evidence: Evidence, habitsOf: readonly Habits[]): Evidence {
  const calls = evidence.calls.map((record, index) => {
    const habits = habitsOf[index]
    if (habits === undefined || !record.outcome.ok) return record
    const { output } = record.outcome
    const isList = typeof output === 'object' && output !== null && 'value' in output
    const told = retold(habits.barePages && isList ? output.value : output, habits)
    return { ...record, outcome: { ok: true as const, output: told } }
  })
  return { ...evidence, calls }
}

describe('evidence of a gateway', () => {
  it('says the same nested and flattened, in whichever spelling', () => {
    const full = normaliseAzure(gatewayEvidence)
    const flag = fc.boolean()
    const habits = fc.record({ hoists: flag, spellsWords: flag, addsGroups: flag, barePages: flag })
    const { length } = gatewayEvidence.calls
    fc.assert(
      fc.property(fc.array(habits, { minLength: length, maxLength: length }), (all) => {
        expect(normaliseAzure(retelling(gatewayEvidence, all))).toEqual(full)
      }),
      { numRuns: 100 },
    )
  })

  it('is told apart from evidence of something else', () => {
    const { pools } = normaliseAzure(gatewayEvidence)
    expect(pools.map(({ name }) => name)).toEqual(['web / http', 'vms', 'names', 'web / https', 'none'])
    expect(pools.every(({ config, backends }) => config.known && backends.known)).toBe(true)
  })
})
