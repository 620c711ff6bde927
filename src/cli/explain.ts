/** `lb502 explain <evidence.json | ->`: judges saved evidence again, without credentials and without a network. */
import { CannotRun } from '../core/errors.ts'
import { parseEvidenceFile } from '../evidence-file.ts'
import { normalise } from '../normalise.ts'
import { askAnew } from '../pipeline.ts'
import type { Arguments } from './arguments.ts'
import { readText } from './files.ts'
import type { Io } from './io.ts'
import { judgingAsked } from './judging.ts'
import { assertReportable } from './report.ts'
import { settle } from './settle.ts'

/** Reads, judges and reports; gives the exit code of the verdicts. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const [path] = args.words
  if (path === undefined) throw new CannotRun('explain needs a file.', 'lb502 explain evidence.json, or - for standard input.')
  const overrides = judgingAsked(args)
  await assertReportable(args)
  const { evidences, wrapped } = parseEvidenceFile(await readText(path, io), path === '-' ? 'Standard input' : path)
  return settle({ evidences: evidences.map((evidence) => askAnew(evidence, overrides)), wrapped }, normalise, args, io)
}
