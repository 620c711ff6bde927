/** What may stay as it is, whichever provider wrote it: words that nobody's users chose. */
import { lineKinds } from '../core/inventory.ts'
import type { Dialect } from './dialect.ts'

/** Words of lb502's own, by the key they stand under. */
const ownWords: Readonly<Record<string, readonly string[]>> = { generation: ['v1', 'v2'], lines: lineKinds }

/** One word, or a few joined by points, hyphens and slashes; no room for a sentence. */
const word = /^[A-Za-z0-9][\w-]*([./,][\w-]+)*$/

/** Whether the value may stay, because only the provider chooses values there. */
export function isProviderWord(text: string, key: string, parent: string, dialect: Dialect): boolean {
  if (text === '-1' || ownWords[key]?.includes(text) === true || dialect.keyedWords[key]?.test(text) === true) return true
  const belongs = dialect.wordKeys.has(key) || dialect.wordParents[key]?.includes(parent) === true
  return belongs && text.length <= 80 && word.test(text)
}

/** Numbers, times, places and service names tell nobody's secrets, wherever they stand. */
export function isHarmless(text: string, dialect: Dialect): boolean {
  return isNumber(text) || isTime(text) || /^(true|false|null)$/i.test(text) || dialect.isHarmless(text)
}

function isNumber(text: string): boolean {
  return /^-?\d{1,6}(\.\d{1,6})?$/.test(text) || /^\d{1,3}(-\d{1,3})?(,\d{1,3}(-\d{1,3})?)+$|^\d{1,5} ?- ?\d{1,5}$/.test(text)
}

const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?`
/** A time, two of them with a slash between, or how long something takes: `PT1M`. */
const times = new RegExp(String.raw`^(${time}(\/${time})?|P(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?)$`)

function isTime(text: string): boolean {
  return text !== 'P' && times.test(text)
}
