/** Evidence as a file: one piece, or the wrapper `{"schemaVersion":1,"evidences":[…]}` of a run over several load balancers. */
import { CannotRun } from './core/errors.ts'
import type { Evidence } from './core/evidence.ts'
import { frameFault, isObject } from './evidence-frame.ts'
import { escapeJson } from './report/clean.ts'

export interface EvidenceFile {
  readonly evidences: readonly Evidence[]
  /** Whether the file is the wrapper. */
  readonly wrapped: boolean
}

/** The file's text. Parsing it gives back equal evidence; printing it is safe whatever the evidence holds. */
export function formatEvidenceFile({ evidences, wrapped }: EvidenceFile): string {
  const [only] = evidences
  const document = wrapped || only === undefined || evidences.length > 1 ? { schemaVersion: 1, evidences } : only
  return `${escapeJson(JSON.stringify(document, null, 1))}\n`
}

/** Evidence from a file's text. Throws CannotRun, naming `source`, when it is none or of another version. */
export function parseEvidenceFile(text: string, source: string): EvidenceFile {
  const document = parseJson(text, source)
  const wrapped = isObject(document) && Array.isArray(document.evidences)
  const evidences: readonly unknown[] = wrapped ? (document.evidences as unknown[]) : [document]
  if (evidences.length === 0) throw new CannotRun(`${source} holds no evidence.`, 'It was saved by a run that found nothing.')
  return { evidences: evidences.map((evidence) => checked(evidence, source)), wrapped }
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    const why = text.trim() === '' ? 'is empty' : 'is not JSON'
    throw new CannotRun(`${source} ${why}.`, 'lb502 explain reads what lb502 aws --save wrote.', { cause: error })
  }
}

/** Checks the frame that judging relies on; what calls returned is the normalisers' to judge. */
function checked(value: unknown, source: string): Evidence {
  const fault = frameFault(value)
  if (fault === null) return value as Evidence
  const hint =
    isObject(value) && 'verdict' in value
      ? 'It is a report. lb502 explain reads evidence, saved with --save.'
      : 'lb502 explain reads what lb502 aws --save wrote.'
  throw new CannotRun(`${source} is not evidence of lb502: ${fault}.`, hint)
}
