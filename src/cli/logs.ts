/** `lb502 logs <file, folder or ->...`: judges log files alone, without credentials and without a network. */
import { CannotRun } from '../core/errors.ts'
import type { EvidenceFile } from '../evidence-file.ts'
import { normaliseFiles } from '../files/normalise.ts'
import { type Arguments, has, one } from './arguments.ts'
import type { Io } from './io.ts'
import { judgingAsked } from './judging.ts'
import { type Collecting, runCollecting } from './run-collecting.ts'
import { spanOf } from './window.ts'

/** Gives the exit code of the verdicts. Interrupted, it judges what was read by then, or gives 130 when that is nothing. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const names = args.words
  if (has(args, 'athena-ddl')) return printTable(names, io)
  if (names.length === 0)
    throw new CannotRun('logs needs a file, a folder or -.', 'lb502 logs access.log.gz, or - for standard input.')
  const span = spanOf({ window: one(args, 'window'), since: one(args, 'since'), until: one(args, 'until') }, io.now)
  const judging = { only: [], ignore: [], backendKeepAliveSeconds: null, ...judgingAsked(args) }
  const collect = async ({ now, signal, progress }: Collecting): Promise<EvidenceFile> => {
    const { collectFiles } = await import('../files/collect.ts')
    const options = { ...span, ...judging, stdin: io.stdin, now, signal, onProgress: progress.listen() }
    const evidences = await collectFiles(names, options)
    return { evidences, wrapped: evidences.length > 1 }
  }
  return runCollecting(args, io, normaliseFiles, collect)
}

/** The statement is for the user to run: lb502 makes nothing in an account. */
async function printTable(names: readonly string[], io: Io): Promise<number> {
  if (names.length > 0) throw new CannotRun('--athena-ddl reads no files.', 'lb502 logs --athena-ddl')
  const { athenaTable } = await import('../aws/logs/athena-ddl.ts')
  io.stdout.write(athenaTable('alb_access_logs'))
  return 0
}
