/** A recorded incident, where a program of yours would call `inspect`. */
import { readFileSync } from 'node:fs'
import { parseEvidenceFile } from 'lb502'

export function incident(name) {
  const file = new URL(`../test/scenarios/aws/${name}/evidence.json`, import.meta.url)
  const [evidence] = parseEvidenceFile(readFileSync(file, 'utf8'), name).evidences
  return evidence
}
