/** `lb502 aws`: collects from AWS, judges and reports. */
import { CannotRun } from '../core/errors.ts'
import type { EvidenceFile } from '../evidence-file.ts'
import type { Arguments } from './arguments.ts'
import { has } from './arguments.ts'
import { type AwsRequest, awsRequestOf } from './aws-request.ts'
import type { Io } from './io.ts'
import { type ProgressLine, progressLine } from './progress.ts'
import { assertReportable } from './report.ts'
import { settle } from './settle.ts'

/** What a shell gives for a command that an interrupt ended. */
const interrupted = 130

/** Gives the exit code of the verdicts. Interrupted, it judges what was read by then, or gives 130 when that is nothing. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const request = awsRequestOf(args, io.now)
  await assertReportable(args)
  const progress = progressLine(args, io)
  const signal = io.interruption()
  try {
    const file = await collect(request, io.now, signal, progress)
    progress.clear()
    if (signal.aborted && !has(args, 'quiet')) io.stderr.write('Interrupted: judging what was read so far.\n')
    return await settle(file, args, io)
  } catch (error) {
    progress.clear()
    if (signal.aborted && error instanceof CannotRun) return interrupted
    throw error
  }
}

/** The SDK is loaded here, after everything that can be wrong without it. */
async function collect(request: AwsRequest, now: Date, signal: AbortSignal, progress: ProgressLine): Promise<EvidenceFile> {
  const { scope, regions, profile, window, logs, deadlineSeconds, judging } = request
  const options = { profile, window, logs, deadlineSeconds, ...judging, now, signal }
  if (scope === 'all') {
    const { sweep } = await import('./aws-sweep.ts')
    return { evidences: await sweep(regions, options, progress), wrapped: true }
  }
  const { collectAws } = await import('../aws/index.ts')
  const evidence = await collectAws(scope, { ...options, region: regions[0], onProgress: progress.listen() })
  return { evidences: [evidence], wrapped: false }
}
