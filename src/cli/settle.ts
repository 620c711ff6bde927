/** What every command does once it has evidence: hide what is to be hidden, keep it, judge it, report. */
import { type EvidenceFile, formatEvidenceFile } from '../evidence-file.ts'
import { judge } from '../pipeline.ts'
import { readingOf } from '../report/reading.ts'
import { type Arguments, has, one } from './arguments.ts'
import { writeText } from './files.ts'
import type { Io } from './io.ts'
import { hand } from './report.ts'

/** Evidence names what no stranger should read, so only its owner may. */
const ownerOnly = 0o600

/** Gives the exit code of the verdicts. What is saved is what is reported: redacted when that was asked for. */
export async function settle(file: EvidenceFile, args: Arguments, io: Io): Promise<number> {
  const evidences = has(args, 'redact') ? await redacted(file.evidences) : file.evidences
  const saveTo = one(args, 'save')
  if (saveTo !== undefined) await writeText(saveTo, 'save', formatEvidenceFile({ ...file, evidences }), ownerOnly)
  return hand({ diagnoses: evidences.flatMap(judge), reading: readingOf(evidences), wrap: file.wrapped }, args, io)
}

async function redacted(evidences: EvidenceFile['evidences']): Promise<EvidenceFile['evidences']> {
  const { redactEvidences } = await import('../redact/index.ts')
  return redactEvidences(evidences)
}
