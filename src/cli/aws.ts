/** `lb502 aws`: collects from AWS, judges and reports. */
import { normaliseAws } from '../aws/normalise/index.ts'
import type { EvidenceFile } from '../evidence-file.ts'
import type { Arguments } from './arguments.ts'
import { type AwsRequest, awsRequestOf } from './aws-request.ts'
import type { Io } from './io.ts'
import { type Collecting, runCollecting } from './run-collecting.ts'

/** Gives the exit code of the verdicts. Interrupted, it judges what was read by then, or gives 130 when that is nothing. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const request = awsRequestOf(args, io.now)
  return runCollecting(args, io, normaliseAws, (collecting) => collect(request, collecting))
}

/** The SDK is loaded here, after everything that can be wrong without it. */
async function collect(request: AwsRequest, { now, signal, progress }: Collecting): Promise<EvidenceFile> {
  const { scope, regions, profile, roles, window, logs, deadlineSeconds, judging } = request
  const options = { profile, window, logs, deadlineSeconds, ...judging, now, signal }
  if (scope === 'all') {
    const { sweep } = await import('./aws-sweep.ts')
    return { evidences: await sweep({ regions, roles }, options, progress), wrapped: true }
  }
  const { collectAws } = await import('../aws/index.ts')
  const evidence = await collectAws(scope, { ...options, roleArn: roles[0], region: regions[0], onProgress: progress.listen() })
  return { evidences: [evidence], wrapped: false }
}
