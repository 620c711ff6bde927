/** One report in any format, for programs. */
import type { Diagnosis } from '../core/diagnosis.ts'
import { renderJson } from './json.ts'
import { renderMarkdown } from './markdown.ts'
import { renderText } from './text.ts'

export type Format = 'text' | 'json' | 'markdown'

/** A single diagnosis, or those of one inspection. JSON is the document that the command prints. */
export function render(what: Diagnosis | readonly Diagnosis[], format: Format = 'text'): string {
  const diagnoses = 'verdict' in what ? [what] : what
  switch (format) {
    case 'text':
      return renderText(diagnoses)
    case 'json':
      return renderJson(diagnoses, { wrap: diagnoses.length !== 1 })
    case 'markdown':
      return renderMarkdown(diagnoses)
  }
}
