/** `lb502 azure`: collects from Azure, judges and reports. */
import { normaliseAzure } from '../azure/normalise/index.ts'
import type { EvidenceFile } from '../evidence-file.ts'
import type { Arguments } from './arguments.ts'
import { type AzureRequest, azureRequestOf } from './azure-request.ts'
import type { Io } from './io.ts'
import { type Collecting, runCollecting } from './run-collecting.ts'

/** Gives the exit code of the verdicts. Interrupted, it judges what was read by then, or gives 130 when that is nothing. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const request = azureRequestOf(args, io)
  return runCollecting(args, io, normaliseAzure, (collecting) => collect(request, collecting))
}

/** The SDK is loaded here, after everything that can be wrong without it. */
async function collect(request: AzureRequest, { now, signal, progress }: Collecting): Promise<EvidenceFile> {
  const { scope, judging, ...rest } = request
  const options = { ...rest, ...judging, now, signal }
  if (scope === 'all') {
    const { sweep } = await import('./azure-sweep.ts')
    return { evidences: await sweep(options, progress), wrapped: true }
  }
  // Kept whole: the bundler, which sees the calls of what is imported by name, would take the sweep's for all there are.
  const azure = await import('../azure/index.ts')
  return { evidences: [await azure.collectAzure(scope, { ...options, onProgress: progress.listen() })], wrapped: false }
}
