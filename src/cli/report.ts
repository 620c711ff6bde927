/** How the report is wanted, and handing it over. */

import { closest } from '../core/closest.ts'
import type { Diagnosis } from '../core/diagnosis.ts'
import { CannotRun } from '../core/errors.ts'
import { renderJson } from '../report/json.ts'
import { renderMarkdown } from '../report/markdown.ts'
import type { Reading } from '../report/reading.ts'
import { renderText } from '../report/text.ts'
import { exitCodeOf } from '../verdict.ts'
import { type Arguments, has, one } from './arguments.ts'
import { assertWritable, writeText } from './files.ts'
import { type Io, type Sink, wantsColor, wantsUnicode } from './io.ts'

const formats = ['text', 'json', 'markdown'] as const
type Format = (typeof formats)[number]

const widest = 100
const narrowest = 60

/** Columns of a report on this sink: the terminal's own, within what reads well. */
export function reportWidth(sink: Sink): number {
  return Math.max(narrowest, Math.min(widest, sink.columns ?? widest))
}

/** What a report is made of. */
export interface Judged {
  readonly diagnoses: readonly Diagnosis[]
  readonly reading: Reading
  /** Several load balancers were asked about, so the JSON document is the wrapper even for one. */
  readonly wrap: boolean
}

/** The format asked for. Throws CannotRun for an unknown one, or two that differ. */
export function formatAsked(args: Arguments): Format {
  const asked = one(args, 'format')
  if (asked === undefined) return has(args, 'json') ? 'json' : 'text'
  if (asked === 'html')
    throw new CannotRun('--format html is not built in this version.', `--format takes ${formats.join(', ')}.`)
  const format = formats.find((candidate) => candidate === asked)
  if (format === undefined) {
    const meant = closest(asked, formats)
    throw new CannotRun(
      `Unknown format ${asked}.`,
      meant === null ? `--format takes ${formats.join(', ')}.` : `Did you mean ${meant}?`,
    )
  }
  if (has(args, 'json') && format !== 'json')
    throw new CannotRun(`--json and --format ${format} contradict each other.`, 'Give one of them.')
  return format
}

/** Throws CannotRun for what would only fail after the work is done: a wrong format, files that cannot be written. */
export async function assertReportable(args: Arguments): Promise<void> {
  formatAsked(args)
  for (const option of ['output', 'save'] as const) {
    const path = one(args, option)
    if (path !== undefined) await assertWritable(path, option)
  }
}

/** Writes the report to standard output or to the file asked for, and gives the exit code of its verdicts. */
export async function hand(judged: Judged, args: Arguments, io: Io): Promise<number> {
  const path = one(args, 'output')
  const report = render(judged, args, io, path === undefined)
  if (path === undefined) io.stdout.write(report)
  else await writeText(path, 'output', report)
  return has(args, 'exit-zero') ? 0 : exitCodeOf(judged.diagnoses)
}

function render({ diagnoses, reading, wrap }: Judged, args: Arguments, io: Io, toTerminal: boolean): string {
  const format = formatAsked(args)
  switch (format) {
    case 'json':
      return renderJson(diagnoses, { wrap })
    case 'markdown':
      return renderMarkdown(diagnoses, { reading })
    case 'text':
      return renderText(diagnoses, {
        reading,
        color: toTerminal && !has(args, 'no-color') && wantsColor(io.stdout, io.env),
        unicode: wantsUnicode(io.env),
        width: toTerminal ? reportWidth(io.stdout) : widest,
      })
  }
}
