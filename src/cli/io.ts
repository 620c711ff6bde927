/** The process as the command line sees it, so that tests can be one. */

export interface Sink {
  readonly write: (text: string) => void
  readonly isTTY: boolean
  /** Width of the terminal; undefined when there is none. */
  readonly columns: number | undefined
}

export interface Io {
  readonly stdout: Sink
  readonly stderr: Sink
  readonly stdin: AsyncIterable<Uint8Array | string>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: Date
  /** From now on an interrupt (Ctrl-C) aborts this signal instead of ending the process; a second one ends it. */
  readonly interruption: () => AbortSignal
}

/** Whether a sink is to be coloured: its own terminal, unless `NO_COLOR` or a dumb terminal forbids or `FORCE_COLOR` demands it. */
export function wantsColor(sink: Sink, env: Io['env']): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return sink.isTTY && env.TERM !== 'dumb'
}

/** Whether marks beyond ASCII can be shown. A locale that names no encoding says nothing; one that names another than UTF-8 does. */
export function wantsUnicode(env: Io['env']): boolean {
  if (env.TERM === 'linux' || env.TERM === 'dumb') return false
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || ''
  return locale === '' || /utf-?8/i.test(locale)
}
