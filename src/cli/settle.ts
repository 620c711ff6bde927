/** What every command does once it has evidence: hide what is to be hidden, keep it, judge it, report. */

import { diagnose } from '../core/diagnose.ts'
import type { Evidence } from '../core/evidence.ts'
import type { Snapshot } from '../core/model.ts'
import { type EvidenceFile, formatEvidenceFile } from '../evidence-file.ts'
import { readingOf } from '../report/reading.ts'
import { type Arguments, has, one } from './arguments.ts'
import { writeText } from './files.ts'
import type { Io } from './io.ts'
import { hand } from './report.ts'

/** Evidence names what no stranger should read, so only its owner may. */
const ownerOnly = 0o600

/** From evidence to the snapshot. A command that reads one cloud brings that cloud's alone, so that no other is loaded. */
export type Normalise = (evidence: Evidence) => Snapshot

/** Gives the exit code of the verdicts. What is saved is what is reported: redacted when that was asked for. */
export async function settle(file: EvidenceFile, normalise: Normalise, args: Arguments, io: Io): Promise<number> {
  const evidences = has(args, 'redact') ? await redacted(file.evidences) : file.evidences
  const saveTo = one(args, 'save')
  if (saveTo !== undefined) await writeText(saveTo, 'save', formatEvidenceFile({ ...file, evidences }), ownerOnly)
  const diagnoses = evidences.flatMap((evidence) => diagnose(normalise(evidence), evidence.question))
  return hand({ diagnoses, reading: readingOf(evidences), wrap: file.wrapped }, args, io)
}

async function redacted(evidences: EvidenceFile['evidences']): Promise<EvidenceFile['evidences']> {
  const { redactEvidences } = await import('../redact/index.ts')
  return redactEvidences(evidences)
}
