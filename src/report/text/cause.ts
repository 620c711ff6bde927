/** One cause as a text report tells it: what, how sure, how much, why, what speaks against it, what to do. */
import type { Cause, Fix, Observation } from '../../core/diagnosis.ts'
import { list } from '../../core/wording.ts'
import { certaintyWords, explainsWords, fixWords, sourceWords } from '../words.ts'
import { hang, type Page } from './page.ts'

const mostAffected = 6

/** The cause's lines, under its number in the ranking. */
export function causeLines(page: Page, cause: Cause, rank: number): string[] {
  const { palette } = page
  const certain = cause.certainty === 'proven' ? palette.bad : palette.warning
  const facts = [
    `[${cause.id}]`,
    explainsWords(cause),
    cause.affected.length === 0 ? null : `affects ${list(cause.affected, mostAffected)}`,
  ].filter((fact) => fact !== null)
  return [
    ...hang(page, `${rank}. ${certaintyWords[cause.certainty]}: `, cause.title, { prefix: certain, text: palette.strong }),
    ...hang(page, '   ', facts.join(page.marks.separator), { text: palette.faint }),
    ...hang(page, '   ', cause.summary),
    ...observations(page, 'Because', cause.evidence),
    ...observations(page, 'Against it', cause.against),
    ...(cause.fixes.length === 0 ? [] : ['', ...cause.fixes.flatMap((fix) => fixLines(page, fix))]),
    ...(cause.docs === '' ? [] : hang(page, '   More: ', cause.docs, { prefix: palette.faint, text: palette.faint })),
  ]
}

function observations(page: Page, heading: string, observed: readonly Observation[]): string[] {
  if (observed.length === 0) return []
  return [
    `   ${page.palette.strong(heading)}`,
    ...observed.flatMap(({ source, says, ref }) =>
      hang(page, `   ${page.marks.bullet} `, `${sourceWords[source]}: ${says}${ref === '' ? '' : ` (${ref})`}`),
    ),
  ]
}

/** Commands stand alone on their lines and are never wrapped, so that they can be copied. */
function fixLines(page: Page, fix: Fix): string[] {
  return [
    ...hang(page, '   Fix: ', fix.title, { prefix: page.palette.good }),
    ...hang(page, '        ', fixWords(fix), { text: page.palette.faint }),
    ...fix.commands.map((command) => `     ${command}`),
  ]
}
