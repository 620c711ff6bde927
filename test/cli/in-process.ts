/** The command line in process: what it printed and the exit code. */

import type { Io } from '../../src/cli/io.ts'
import { main } from '../../src/cli.ts'

export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface Terminal {
  readonly stdin?: string
  /** Instead of a text, what arrives when it pleases. */
  readonly input?: AsyncIterable<Uint8Array>
  readonly env?: Io['env']
  /** Columns of a terminal; left out, both outputs are pipes. */
  readonly columns?: number
  readonly now?: Date
  readonly signal?: AbortSignal
}

/** Runs one command line. */
export async function runCli(argv: readonly string[], terminal: Terminal = {}): Promise<Outcome> {
  const printed = { stdout: '', stderr: '' }
  const { columns } = terminal
  const sink = (name: 'stdout' | 'stderr'): Io['stdout'] => ({
    write: (text) => {
      printed[name] += text
    },
    isTTY: columns !== undefined,
    columns,
  })
  const code = await main(argv, {
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    stdin: terminal.input ?? pieces(terminal.stdin ?? ''),
    env: terminal.env ?? {},
    now: terminal.now ?? new Date('2026-11-20T14:00:00.000Z'),
    interruption: () => terminal.signal ?? new AbortController().signal,
  })
  return { code, ...printed }
}

/** Standard input arrives in pieces that may cut a character in two. */
async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let start = 0; start < bytes.length; start += 1021) yield bytes.subarray(start, start + 1021)
}
