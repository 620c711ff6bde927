/** Asking a query engine about less time when the answer about all of it is cut short. */
import type { TimeWindow } from '../../core/evidence.ts'

/** What the engine gave for a time. */
export interface Piece<Answer> {
  readonly window: TimeWindow
  readonly answer: Answer
}

export interface Narrowing<Answer> {
  readonly ask: (window: TimeWindow) => Promise<Answer>
  /** Whether the answer lacks something that an answer about less time would have. */
  readonly isCut: (answer: Answer) => boolean
  /** Questions at most, all together. */
  readonly most: number
  readonly signal: AbortSignal
}

const minute = 60_000

/**
 * Answers for times that together are the window, newest first. A cut answer stands only where its time cannot be halved any more, or
 * where nothing more may be asked.
 */
export async function askNarrowing<Answer>(
  window: TimeWindow,
  { ask, isCut, most, signal }: Narrowing<Answer>,
): Promise<readonly Piece<Answer>[]> {
  const pieces: Piece<Answer>[] = []
  let asked = 0
  const cover = async (part: TimeWindow): Promise<void> => {
    asked += 1
    const answer = await ask(part)
    const halves = isCut(answer) && !signal.aborted && asked + 2 <= most ? halvesOf(part) : null
    if (halves === null) {
      pieces.push({ window: part, answer })
      return
    }
    for (const half of halves) await cover(half)
  }
  await cover(window)
  return pieces
}

/** Newest first, cut between minutes; null for what is a minute or less. */
function halvesOf({ from, to }: TimeWindow): readonly TimeWindow[] | null {
  const start = Date.parse(from)
  const end = Date.parse(to)
  const middle = (start + end) / 2 / minute
  const border = [Math.ceil(middle) * minute, Math.floor(middle) * minute].find((time) => time > start && time < end)
  if (border === undefined) return null
  const cut = new Date(border).toISOString()
  return [
    { from: cut, to },
    { from, to: cut },
  ]
}
