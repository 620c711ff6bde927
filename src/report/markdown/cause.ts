/** One cause in Markdown. */
import type { Cause, Fix, Observation } from '../../core/diagnosis.ts'
import { certaintyWords, explainsWords, fixWords, sourceWords } from '../words.ts'
import { code, fenced, type Markdown, md } from './inline.ts'

const mostAffected = 20

/** Pages of the two providers' own documentation: the only links a report makes. */
const documentation = /^https:\/\/(?:docs\.aws\.amazon\.com|learn\.microsoft\.com)\/[\w./#%-]*$/

/** The cause's blocks under its number in the ranking; blank lines between them are the caller's. */
export function causeBlocks(cause: Cause, rank: number): string[] {
  const share = explainsWords(cause)
  return [
    md`#### ${rank}. ${certaintyWords[cause.certainty]}: ${cause.title} (${code(cause.id)})`.markdown,
    md`${cause.summary}`.markdown,
    ...(share === null ? [] : [md`This ${share}.`.markdown]),
    ...(cause.affected.length === 0 ? [] : [`Affects ${affected(cause.affected)}.`]),
    ...observations('Because', cause.evidence),
    ...observations('Against it', cause.against),
    ...cause.fixes.flatMap(fixBlocks),
    ...(cause.docs === '' ? [] : [md`More: ${link(cause.docs)}`.markdown]),
  ]
}

function observations(heading: string, observed: readonly Observation[]): string[] {
  if (observed.length === 0) return []
  const lines = observed.map(({ source, says, ref }) => {
    const from = ref === '' ? { markdown: '' } : md` (${code(ref)})`
    return md`- ${sourceWords[source]}: ${says}${from}`.markdown
  })
  return [`**${heading}**`, lines.join('\n')]
}

function fixBlocks(fix: Fix): string[] {
  return [
    md`**Fix:** ${fix.title} (${fixWords(fix)})`.markdown,
    ...(fix.commands.length === 0 ? [] : [fenced(fix.commands, 'sh')]),
  ]
}

function affected(backends: readonly string[]): string {
  const shown = backends.slice(0, mostAffected).map((backend) => code(backend).markdown)
  const left = backends.length - shown.length
  return `${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''}`
}

function link(address: string): Markdown {
  return documentation.test(address) ? { markdown: `[documentation](${address})` } : code(address)
}
