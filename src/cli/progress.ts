/** Shows on standard error that something is happening: one line that rewrites itself, or with `--verbose` one line a call. */
import type { Progress } from '../collect/progress.ts'
import { cleanText } from '../report/clean.ts'
import { type Arguments, has } from './arguments.ts'
import type { Io } from './io.ts'

export interface ProgressLine {
  /** A listener for one run of several: their counts add up. */
  readonly listen: () => (progress: Progress) => void
  /** Takes the line away, so that the report begins on an empty one. */
  readonly clear: () => void
}

const eraseLine = '\r\u001b[2K'

/** Silent with `--quiet`; only `--verbose` shows anything where standard error is no terminal. */
export function progressLine(args: Arguments, { stderr }: Io): ProgressLine {
  const verbose = has(args, 'verbose')
  const rewrites = stderr.isTTY && !has(args, 'quiet')
  const runs: Progress[] = []
  const erase = (): void => {
    if (rewrites && runs.length > 0) stderr.write(eraseLine)
  }
  const show = (latest: Progress): void => {
    // What something costs is told whether or not anybody watches.
    if (latest.says !== undefined && !has(args, 'quiet')) {
      erase()
      stderr.write(`${cleanText(latest.says)}\n`)
    }
    if (verbose && latest.state !== 'started') {
      erase()
      stderr.write(`${latest.state} ${cleanText(latest.call)}\n`)
    }
    if (!rewrites) return
    const done = runs.reduce((sum, run) => sum + run.done, 0)
    const total = runs.reduce((sum, run) => sum + run.total, 0)
    const line = `Reading ${done}/${total}  ${cleanText(latest.detail ?? latest.call)}`
    stderr.write(`${eraseLine}${line.slice(0, (stderr.columns ?? 80) - 1)}`)
  }
  return {
    listen: () => {
      let place: number | null = null
      return (progress) => {
        place ??= runs.length
        runs[place] = progress
        show(progress)
      }
    },
    clear: erase,
  }
}
