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
import { folderOf, type Incident, incidents } from './all.ts'
import { saidOf, statedBy } from './scenario.ts'

const all = incidents.map((incident) => [`${incident.cloud}/${incident.name}`, incident] as const)

function read(incident: Incident, file: string): string {
  return readFileSync(new URL(file, folderOf(incident)), 'utf8')
}

const evidenceOf = (incident: Incident): Evidence => JSON.parse(read(incident, 'evidence.json'))

function at(diagnoses: readonly Diagnosis[], place: number): Diagnosis {
  const diagnosis = diagnoses[place]
  if (diagnosis === undefined) throw new Error('no diagnosis')
  return diagnosis
}

describe('scenarios', () => {
  it.each(all)('%s reports as recorded', (_, incident) => {
    const diagnoses = judge(evidenceOf(incident))
    const diagnosis = at(diagnoses, incident.place(diagnoses))
    expect(saidOf(incident.statement, diagnosis)).toEqual(statedBy(incident.statement))
    expect(renderJson(diagnoses, { wrap: false })).toBe(read(incident, 'report.json'))
    expect(renderText(diagnoses, { color: false, width: 100 })).toBe(read(incident, 'report.txt'))
  })

  it.each(all)('%s does not depend on the order of calls', (_, incident) => {
    const evidence = evidenceOf(incident)
    const reversed = { ...evidence, calls: [...evidence.calls].reverse() }
    expect(renderJson(judge(reversed), { wrap: false })).toBe(read(incident, 'report.json'))
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
  'protocol-mismatch': ['probe-status-mismatch'],
  // An orchestrator that ends unhealthy tasks leaves nobody to send to.
  'probe-status-mismatch': ['no-backends'],
  'traffic-blocked': ['no-backends'],
}

let pairs = 0

describe('blackout', () => {
  it.each(all)('%s: no fact lost clears it or brings up another cause', (_, incident) => {
    const snapshot = normalise(evidenceOf(incident))
    const whole = diagnose(snapshot)
    const place = incident.place(whole)
    const full = at(whole, place)
    const allowed = new Set<string>([
      ...full.causes.map((cause) => cause.id),
      ...full.risks.map((risk) => risk.id),
      ...founded(full).flatMap((id) => surface[id] ?? []),
    ])
    for (const blackout of blackouts(snapshot)) {
      pairs += 1
      const diagnosis = at(diagnose(blackout.snapshot), place)
      if (full.verdict !== 'clear') expect(diagnosis.verdict, blackout.place).not.toBe('clear')
      else expect(['clear', 'inconclusive'], blackout.place).toContain(diagnosis.verdict)
      for (const id of founded(diagnosis)) expect(allowed, `${blackout.place}: ${id} came up`).toContain(id)
    }
  })

  it('tried every fact of every scenario', () => {
    console.info(`blackout: ${pairs} pairs of scenario and fact`)
    expect(pairs).toBeGreaterThan(all.length * 10)
  })
})
