/** From evidence of whichever cloud to the neutral snapshot. */
import { normaliseAws } from './aws/normalise/index.ts'
import { CannotRun } from './core/errors.ts'
import type { Evidence } from './core/evidence.ts'
import type { Snapshot } from './core/model.ts'

/** The snapshot that the evidence describes. Throws CannotRun when it is no evidence, of another version or of another cloud. */
export function normalise(evidence: Evidence): Snapshot {
  checkFrame(evidence)
  switch (evidence.question.cloud) {
    case 'aws':
      return normaliseAws(evidence)
    case 'azure':
      throw new CannotRun('This version judges AWS evidence only.', 'The evidence was collected from Azure.')
  }
}

const hint = 'Evidence is what lb502 aws --save writes, and what collectAws returns.'

/** Evidence comes from files and from other programs, so its type is a claim. */
function checkFrame(evidence: unknown): void {
  if (!isObject(evidence) || !('schemaVersion' in evidence)) throw new CannotRun('This is not evidence of lb502.', hint)
  const { schemaVersion, question, calls } = evidence
  if (schemaVersion !== 1) {
    throw new CannotRun(
      `This is evidence of schema version ${JSON.stringify(schemaVersion)}; this version of lb502 reads 1.`,
      hint,
    )
  }
  if (!isObject(question) || !Array.isArray(question.poolIds) || !isObject(question.window) || !Array.isArray(calls)) {
    throw new CannotRun('This evidence is damaged: its question or its calls are missing.', hint)
  }
  if (question.cloud !== 'aws' && question.cloud !== 'azure') {
    throw new CannotRun(`This evidence is of an unknown cloud, ${JSON.stringify(question.cloud)}.`, hint)
  }
  if (!calls.every((call) => isObject(call) && isObject(call.outcome) && typeof call.call === 'string')) {
    throw new CannotRun('This evidence is damaged: one of its calls is none.', hint)
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
