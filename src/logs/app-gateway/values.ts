/** Values of a row as they lie in its bytes. Undefined stands for one that only the parser should judge, null for none (`""`, `"-"`). */
import { createInterner } from '../intern.ts'

export interface Values {
  /** A single word from `start` to `end` (excluded): never a list. */
  readonly name: (bytes: Buffer, start: number, end: number) => string | null | undefined
  /** `METHOD /path`. */
  readonly path: (bytes: Buffer, method: number, methodEnd: number, uri: number, uriEnd: number) => string | null | undefined
}

const quote = 34
const hash = 35
const comma = 44
const dash = 45
const zero = 48
const question = 63
const backslash = 92
/** Of the characters that neither end a word nor are trimmed from one. */
const firstPlain = 0x21
const lastPlain = 0x7e
/** Beyond this many, paths with escapes are left to the parser. */
const mostEscaped = 10_000

/** Where the text that begins at `start` ends: its closing quote, or `end`. */
export function endOfText(bytes: Buffer, start: number, end: number): number {
  let index = start
  while (index < end && bytes[index] !== quote) index += bytes[index] === backslash ? 2 : 1
  return Math.min(index, end)
}

/** Three digits, and nothing after them; 0 for no status, NaN for anything else. */
export function statusAt(bytes: Buffer, start: number): number {
  const first = bytes[start]
  if (first === quote || (first === dash && bytes[start + 1] === quote)) return 0
  let status = 0
  for (let index = start; index < start + 3; index += 1) {
    const digit = (bytes[index] ?? 0) - zero
    if (digit < 0 || digit > 9) return Number.NaN
    status = status * 10 + digit
  }
  const next = bytes[start + 3]
  return status >= 100 && (next === quote || next === comma) ? status : Number.NaN
}

export function createValues(): Values {
  const texts = createInterner()
  const unescaped = new Map<string, string | undefined>()

  const name = (bytes: Buffer, start: number, end: number): string | null | undefined => {
    if (isEmpty(bytes, start, end)) return null
    for (let index = start; index < end; index += 1) {
      if (!isPlain(bytes[index]) || bytes[index] === comma || bytes[index] === backslash) return undefined
    }
    return texts.intern(bytes, start, end, '')
  }

  /** Some writers escape slashes, which is as good as not to. */
  const withoutEscapes = (text: string): string | undefined => {
    if (unescaped.has(text)) return unescaped.get(text)
    const plain = text.replaceAll('\\/', '/')
    const known = plain.includes('\\') ? undefined : plain
    if (unescaped.size < mostEscaped) unescaped.set(text, known)
    return known
  }

  return {
    name,
    path: (bytes, methodStart, methodEnd, uri, uriEnd) => {
      const method = name(bytes, methodStart, methodEnd)
      if (method === undefined || method === null) return method
      if (isEmpty(bytes, uri, uriEnd)) return null
      if (!isPlain(bytes[uri]) || !isPlain(bytes[uriEnd - 1])) return undefined
      let end = uri
      let escapes = false
      for (; end < uriEnd && bytes[end] !== question && bytes[end] !== hash; end += 1) escapes ||= bytes[end] === backslash
      if (end === uri) return `${method} /`
      const path = texts.intern(bytes, uri, end, `${method} `)
      return escapes ? withoutEscapes(path) : path
    },
  }
}

function isEmpty(bytes: Buffer, start: number, end: number): boolean {
  return start === end || (end - start === 1 && bytes[start] === dash)
}

function isPlain(byte: number | undefined): boolean {
  return byte !== undefined && byte >= firstPlain && byte <= lastPlain
}
