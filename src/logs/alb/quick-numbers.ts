/** Numbers of a line, judged and read by words: a mask tells which bytes are digits and which are what stands between them. */
import { endOfWord } from '../words.ts'

/** `- ` */
const none = 0x202d

/** Of `:ss.ffffffZ `; -1 for another form. A byte is a digit when neither it nor six more than it leaves the row of digits. */
export function millisecondsAt(view: DataView, start: number): number {
  const seconds = view.getInt32(start, true)
  const fraction = view.getInt32(start + 4, true)
  const rest = view.getInt32(start + 8, true)
  const isTime =
    (seconds & 0xfff0f0ff) === 0x2e30303a &&
    ((seconds + 0x00060a00) & 0x00f0f000) === 0x00303000 &&
    (fraction & 0xf0f0f0f0) === 0x30303030 &&
    ((fraction + 0x06060606) & 0xf0f0f0f0) === 0x30303030 &&
    (rest & 0xfffff0f0) === 0x205a3030 &&
    ((rest + 0x0606) & 0xf0f0) === 0x3030
  if (!isTime) return -1
  const wholeSeconds = ((seconds >> 8) & 15) * 10 + ((seconds >> 16) & 15)
  return wholeSeconds * 1000 + (fraction & 15) * 100 + ((fraction >> 8) & 15) * 10 + ((fraction >> 16) & 15)
}

/** `200 `; 0 for `- `; -1 for anything else, and for what is below 100. */
export function statusAt(view: DataView, start: number): number {
  const word = view.getInt32(start, true)
  if ((word & 0xffff) === none) return 0
  const isStatus = (word & 0xfff0f0f0) === 0x20303030 && ((word + 0x060606) & 0xf0f0f0) === 0x303030 && (word & 15) !== 0
  return isStatus ? (word & 15) * 100 + ((word >> 8) & 15) * 10 + ((word >> 16) & 15) : -1
}

/** Behind three times and the space after them, of which the first stands behind the space at `start`; -1 when one is empty. */
export function endOfTimes(view: DataView, start: number, end: number): number {
  // ` 0.001 0.023 0.000 `, as nearly always.
  const isUsual =
    (view.getInt32(start, true) & 0xf0fff0ff) === 0x302e3020 &&
    (view.getInt32(start + 4, true) & 0xf0fff0f0) === 0x30203030 &&
    (view.getInt32(start + 8, true) & 0xf0f0f0ff) === 0x3030302e &&
    (view.getInt32(start + 12, true) & 0xf0fff0ff) === 0x302e3020 &&
    (view.getInt32(start + 15, true) & 0xfff0f0f0) === 0x20303030
  if (isUsual) return start + 19
  const first = endOfWord(view, start + 1, end)
  const second = endOfWord(view, first + 1, end)
  const third = endOfWord(view, second + 1, end)
  return first === start + 1 || second === first + 1 || third === second + 1 ? -1 : third + 1
}
