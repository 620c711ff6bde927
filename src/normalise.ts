/** From evidence of whichever cloud to the neutral snapshot. */
import { normaliseAws } from './aws/normalise/index.ts'
import { normaliseAzure } from './azure/normalise/index.ts'
import { CannotRun } from './core/errors.ts'
import type { Evidence } from './core/evidence.ts'
import type { Snapshot } from './core/model.ts'
import { frameFault } from './evidence-frame.ts'
import { isOfFiles } from './files/evidence.ts'
import { normaliseFiles } from './files/normalise.ts'

/** The snapshot that the evidence describes. Throws CannotRun when it is no evidence, or of another version. */
export function normalise(evidence: Evidence): Snapshot {
  const fault = frameFault(evidence)
  if (fault !== null) {
    throw new CannotRun(
      `This is not evidence of lb502: ${fault}.`,
      'Evidence is what lb502 aws and lb502 azure write with --save, and what collectAws and collectAzure return.',
    )
  }
  if (isOfFiles(evidence)) return normaliseFiles(evidence)
  switch (evidence.question.cloud) {
    case 'aws':
      return normaliseAws(evidence)
    case 'azure':
      return normaliseAzure(evidence)
  }
}
