/** Several diagnoses at a glance. */
import type { Diagnosis } from '../../core/diagnosis.ts'
import { headlineWords, subjectName, verdictWords } from '../words.ts'
import { columns, hang, type Page } from './page.ts'
import { verdictPaint } from './sections.ts'

const widestName = 40

/** One line for each diagnosis: name, verdict, headline. */
export function overviewLines(page: Page, diagnoses: readonly Diagnosis[]): string[] {
  const names = diagnoses.map(subjectName)
  const widest = Math.min(widestName, Math.max(0, ...names.map(columns)))
  const verdict = Math.max(0, ...diagnoses.map((diagnosis) => verdictWords[diagnosis.verdict].length))
  return diagnoses.flatMap((diagnosis) => {
    const name = subjectName(diagnosis)
    const prefix = `${name}${' '.repeat(Math.max(0, widest - columns(name)))}  ${verdictWords[diagnosis.verdict].padEnd(verdict)}  `
    return hang(page, prefix, headlineWords(diagnosis), { prefix: verdictPaint(page, diagnosis) })
  })
}
