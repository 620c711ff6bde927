/** Every scenario's saved evidence against its report, and what must hold of all of them. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/core/diagnose.ts'
import type { Diagnosis } from '../../src/core/diagnosis.ts'
import type { Evidence } from '../../src/core/evidence.ts'
import { normalise } from '../../src/normalise.ts'
import { judge } from '../../src/pipeline.ts'
import { renderJson } from '../../src/report/json.ts'
import { renderText } from '../../src/report/text.ts'
import { blackouts } from '../core/blackout.ts'
import { scenarios } from './aws.ts'
import { saidOf, statedBy } from './scenario.ts'

const names = Object.keys(scenarios)

function read(name: string, file: string): string {
  return readFileSync(new URL(`aws/${name}/${file}`, import.meta.url), 'utf8')
}

const evidenceOf = (name: string): Evidence => JSON.parse(read(name, 'evidence.json'))

function only(diagnoses: readonly Diagnosis[]): Diagnosis {
  const [diagnosis] = diagnoses
  if (diagnosis === undefined) throw new Error('no diagnosis')
  return diagnosis
}

describe('scenarios', () => {
  it.each(names)('%s reports as recorded', (name) => {
    const diagnoses = judge(evidenceOf(name))
    const diagnosis = only(diagnoses)
    const scenario = scenarios[name]
    if (scenario === undefined) throw new Error(`no scenario is called ${name}`)
    expect(saidOf(scenario, diagnosis)).toEqual(statedBy(scenario))
    expect(renderJson(diagnoses, { wrap: false })).toBe(read(name, 'report.json'))
    expect(renderText(diagnoses, { color: false, width: 100 })).toBe(read(name, 'report.txt'))
  })

  it.each(names)('%s does not depend on the order of calls', (name) => {
    const evidence = evidenceOf(name)
    const reversed = { ...evidence, calls: [...evidence.calls].reverse() }
    expect(renderJson(judge(reversed), { wrap: false })).toBe(read(name, 'report.json'))
  })
})

const founded = (diagnosis: Diagnosis): readonly string[] =>
  diagnosis.causes.filter((cause) => cause.certainty !== 'possible').map((cause) => cause.id)

/** What a deeper cause shows itself as, so that losing sight of the deeper one leaves this: true, and less. */
const surface: Readonly<Record<string, readonly string[]>> = {
  'stale-backend': ['port-closed'],
  'backend-crashed': ['port-closed'],
  'backend-overloaded': ['backend-too-slow'],
  'backend-stopped': ['no-backends'],
}

let pairs = 0

describe('blackout', () => {
  it.each(names)('%s: no fact lost clears it or brings up another cause', (name) => {
    const snapshot = normalise(evidenceOf(name))
    const full = only(diagnose(snapshot))
    const allowed = new Set<string>([
      ...full.causes.map((cause) => cause.id),
      ...full.risks.map((risk) => risk.id),
      ...founded(full).flatMap((id) => surface[id] ?? []),
    ])
    for (const { place, snapshot: less } of blackouts(snapshot)) {
      pairs += 1
      const diagnosis = only(diagnose(less))
      if (full.verdict !== 'clear') expect(diagnosis.verdict, place).not.toBe('clear')
      else expect(['clear', 'inconclusive'], place).toContain(diagnosis.verdict)
      for (const id of founded(diagnosis)) expect(allowed, `${place}: ${id} came up`).toContain(id)
    }
  })

  it('tried every fact of every scenario', () => {
    console.info(`blackout: ${pairs} pairs of scenario and fact`)
    expect(pairs).toBeGreaterThan(names.length * 10)
  })
})
