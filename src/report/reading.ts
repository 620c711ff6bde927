/** How much was read to reach a diagnosis, for the report's last line. */
import type { Evidence } from '../core/evidence.ts'
import { number } from './words.ts'

export interface Reading {
  readonly calls: number
  /** Of the calls: how many were answered. */
  readonly answered: number
  /** Lines of access and health-check logs. */
  readonly logLines: number
}

/** Counts over one or several pieces of evidence. */
export function readingOf(evidences: readonly Evidence[]): Reading {
  const calls = evidences.flatMap((evidence) => evidence.calls)
  const outputs = calls.flatMap(({ outcome }) => (outcome.ok ? [outcome.output] : []))
  return {
    calls: calls.length,
    answered: outputs.length,
    logLines: outputs.reduce<number>((sum, output) => sum + linesRead(output), 0),
  }
}

/** `23 of 25 calls answered`, `33,000 log lines read`; nothing where it is not known. */
export function readingWords(reading: Reading | null): string[] {
  if (reading === null) return []
  return [`${number(reading.answered)} of ${number(reading.calls)} calls answered`, `${number(reading.logLines)} log lines read`]
}

/** Log readings alone carry line counts; they may come from a file, so nothing is taken for granted. */
function linesRead(output: unknown): number {
  const lines = member(member(output, 'digest') ?? output, 'lines')
  const read = member(lines, 'read')
  return typeof read === 'number' ? read : 0
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined
}
