/** How far a run has come: calls finished and calls begun, the current one included. */
export interface Progress {
  readonly call: string
  readonly state: 'started' | 'done' | 'failed'
  readonly done: number
  readonly total: number
  /** More telling than the call's name to somebody who watches: bytes, lines, time left. */
  readonly detail?: string
  /** A line that the user must see, though nothing is wrong: what something will cost, or has cost. */
  readonly says?: string
}
