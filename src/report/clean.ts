/**
 * Strings that come from logs, tags and providers are hostile. Reports are built from a cleaned copy of the diagnosis, so that no
 * renderer can forget one.
 */

/** A string longer than this is cut in text and Markdown reports; the JSON report keeps it whole. Code points. */
export const longestText = 4000

/**
 * Everything a terminal may act on or a reader cannot see: control characters (ESC, C1), format characters (bidi overrides,
 * zero-width, tags), line and paragraph separators, private use and lone surrogates.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu

/** The text with every control or invisible character spelled out (`\x1b`, `\u202e`), at most `longestText` characters long. */
export function cleanText(text: string): string {
  return spellOut(shorten(text))
}

/** A copy of plain data with every string in it cleaned; keys too, since they may come from data as well. */
export function cleanStrings<T>(value: T): T {
  return cleaned(value) as T
}

/** The same JSON document with control and invisible characters escaped, so that printing it is safe and parsing it loses nothing. */
export function escapeJson(json: string): string {
  return json.replaceAll(invisible, (character) => (character === '\n' ? character : unicodeEscapes(character)))
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map(cleaned)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [cleanText(key), cleaned(member)]))
}

function spellOut(text: string): string {
  return text.replaceAll(invisible, (character) => {
    if (character === '\n') return '\\n'
    if (character === '\r') return '\\r'
    if (character === '\t') return '\\t'
    const code = character.codePointAt(0) ?? 0
    if (code < 0x100) return `\\x${hex(code, 2)}`
    return code > 0xffff ? `\\u{${hex(code, 1)}}` : `\\u${hex(code, 4)}`
  })
}

function shorten(text: string): string {
  if (text.length <= longestText) return text
  const characters = Array.from(text)
  const surplus = characters.length - longestText
  return surplus > 0 ? `${characters.slice(0, longestText).join('')}… (${surplus} more characters)` : text
}

function unicodeEscapes(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
    .join('')
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}
