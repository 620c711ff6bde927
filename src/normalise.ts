/** From evidence of whichever cloud to the neutral snapshot. */
import { normaliseAws } from './aws/normalise/index.ts'
import { CannotRun } from './core/errors.ts'
import type { Evidence } from './core/evidence.ts'
import type { Snapshot } from './core/model.ts'
import { frameFault } from './evidence-frame.ts'

/** The snapshot that the evidence describes. Throws CannotRun when it is no evidence, of another version or of another cloud. */
export function normalise(evidence: Evidence): Snapshot {
  const fault = frameFault(evidence)
  if (fault !== null) {
    throw new CannotRun(
      `This is not evidence of lb502: ${fault}.`,
      'Evidence is what lb502 aws --save writes, and what collectAws returns.',
    )
  }
  switch (evidence.question.cloud) {
    case 'aws':
      return normaliseAws(evidence)
    case 'azure':
      throw new CannotRun('This version judges AWS evidence only.', 'The evidence was collected from Azure.')
  }
}
