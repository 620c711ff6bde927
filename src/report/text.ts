/** The text report: for a terminal, at night. The verdict first, then the request's way, causes, and what could not be seen. */
import type { Diagnosis } from '../core/diagnosis.ts'
import { isFailing } from '../verdict.ts'
import { cleanStrings } from './clean.ts'
import type { Reading } from './reading.ts'
import { remainderOf } from './remainder.ts'
import { causeLines } from './text/cause.ts'
import { overviewLines } from './text/overview.ts'
import { type Page, section } from './text/page.ts'
import { asciiMarks, colours, noColours, unicodeMarks } from './text/palette.ts'
import {
  blindSpotLines,
  changeLines,
  footLines,
  headLines,
  pathLines,
  riskLines,
  ruledOutLines,
  unmodelledLines,
} from './text/sections.ts'

/** How the text report looks. */
export interface TextOptions {
  readonly color?: boolean
  /** Columns; 100 unless told. */
  readonly width?: number
  /** False: marks are ASCII. */
  readonly unicode?: boolean
  /** For the last line; left out where it is not known. */
  readonly reading?: Reading | null
}

/**
 * One diagnosis in full; of several, one line each and the failing ones in full. Strings from data are cleaned of control and
 * invisible characters, so that but for colours nothing a terminal would act on is left. Ends with a newline.
 */
export function renderText(diagnoses: readonly Diagnosis[], options: TextOptions = {}): string {
  const page: Page = {
    width: Math.max(40, options.width ?? 100),
    palette: options.color ? colours : noColours,
    marks: options.unicode === false ? asciiMarks : unicodeMarks,
  }
  const clean = cleanStrings(diagnoses)
  const [first] = clean
  if (first === undefined) return 'Nothing to diagnose.\n'
  const body = clean.length === 1 ? fullLines(page, first) : severalLines(page, clean)
  const lines = [...body, ...footLines(page, first, options.reading ?? null)]
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}

function severalLines(page: Page, diagnoses: readonly Diagnosis[]): string[] {
  const remainder = remainderOf(diagnoses.filter((diagnosis) => !isFailing(diagnosis)))
  const others = [
    ...riskLines(page, 'Risks elsewhere, not failing now', remainder.risks),
    ...blindSpotLines(page, 'Could not see elsewhere', remainder.blindSpots),
  ]
  const parts = [...diagnoses.filter(isFailing).map((diagnosis) => ['', ...fullLines(page, diagnosis)]), others]
  const ruler = ['', page.palette.faint('-'.repeat(page.width))]
  return [...overviewLines(page, diagnoses), ...parts.flatMap((lines) => (lines.length === 0 ? [] : [...ruler, ...lines]))]
}

function fullLines(page: Page, diagnosis: Diagnosis): string[] {
  return [
    ...headLines(page, diagnosis),
    ...pathLines(page, diagnosis.requestPath),
    ...section(
      page,
      'Causes',
      diagnosis.causes.flatMap((cause, index) => [...(index === 0 ? [] : ['']), ...causeLines(page, cause, index + 1)]),
    ),
    ...ruledOutLines(page, diagnosis.ruledOut),
    ...riskLines(page, 'Risks, not failing now', diagnosis.risks),
    ...changeLines(page, diagnosis.changes),
    ...unmodelledLines(page, diagnosis.unmodelled),
    ...blindSpotLines(page, 'Could not see', diagnosis.blindSpots),
  ]
}
