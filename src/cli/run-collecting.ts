/** What commands that read a cloud have in common: progress, interruption, and what comes after. */
import { CannotRun } from '../core/errors.ts'
import type { EvidenceFile } from '../evidence-file.ts'
import { type Arguments, has } from './arguments.ts'
import type { Io } from './io.ts'
import { type ProgressLine, progressLine } from './progress.ts'
import { assertReportable } from './report.ts'
import { type Normalise, settle } from './settle.ts'

export interface Collecting {
  readonly now: Date
  readonly signal: AbortSignal
  readonly progress: ProgressLine
}

/** What a shell gives for a command that an interrupt ended. */
const interrupted = 130

/** Gives the exit code of the verdicts. Interrupted, it judges what was read by then, or gives 130 when that is nothing. */
export async function runCollecting(
  args: Arguments,
  io: Io,
  normalise: Normalise,
  collect: (collecting: Collecting) => Promise<EvidenceFile>,
): Promise<number> {
  await assertReportable(args)
  const progress = progressLine(args, io)
  const signal = io.interruption()
  try {
    const file = await collect({ now: io.now, signal, progress })
    progress.clear()
    if (signal.aborted && !has(args, 'quiet')) io.stderr.write('Interrupted: judging what was read so far.\n')
    return await settle(file, normalise, args, io)
  } catch (error) {
    progress.clear()
    if (signal.aborted && error instanceof CannotRun) return interrupted
    throw error
  }
}
