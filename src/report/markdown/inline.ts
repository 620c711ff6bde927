/**
 * Text inside Markdown. Words that any renderer or issue tracker could act on (markup, links, addresses, @mentions, #references,
 * HTML) become code spans, where nothing is active and copying gives the original; `<`, `>` and `&` become entities everywhere.
 * Backslash escapes would not do: trackers look for links and mentions after the escapes are resolved.
 */

/** A piece of Markdown source that is safe as it stands. */
export interface Markdown {
  readonly markdown: string
}

/** Words of characters that mean nothing to a renderer. Every other word becomes a code span. */
const harmless = /^[("'‘’“”]?-?[\p{L}\p{N}][\p{L}\p{N}\p{M}.,;:'"‘’“”()=/+%–—-]*[?!…]?[.,;:)"]*$|^[–—=/+%-]?[.,;:)]*$/u

/** Words that are links or references although all their characters are harmless. */
const active = /:\/|www\.|\bGH-\d|%[\p{L}\p{N}]/iu

/** Arrows and comparisons, shown as they are. */
const arrow = /^(?:[-=]?[<>]=?|<-|&)$/

/** What begins a list item, heading underline or thematic break when it is the first word of a line. */
const leading = /^(?:[-+=]+|\d+[.)])$/

/** Prose from data: shown as it was, with nothing in it active. */
export function prose(text: string): Markdown {
  const words = text.split(/\s+/).filter((word) => word !== '')
  return { markdown: words.map((word, index) => inert(word, index === 0)).join(' ') }
}

/** Text from data as code: one span, or several with entities between them. Empty for empty text. */
export function code(text: string): Markdown {
  const pieces = text.split(/([<>&])/).filter((piece) => piece !== '')
  return { markdown: pieces.map((piece) => entities.get(piece) ?? span(piece)).join('') }
}

/** A template whose values are shown as prose unless they are Markdown already. */
export function md(strings: TemplateStringsArray, ...values: readonly (string | number | Markdown)[]): Markdown {
  const pieces = values.map((value) => (typeof value === 'object' ? value : prose(String(value))).markdown)
  return { markdown: strings.reduce((text, part, index) => text + apart(text, pieces[index - 1] ?? '') + part) }
}

/** A block of code lines in a fence longer than any run of backticks inside. Its content is not changed. */
export function fenced(lines: readonly string[], language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1))
  return [`${fence}${language}`, ...lines, fence].join('\n')
}

const entities: ReadonlyMap<string, string> = new Map([
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['&', '&amp;'],
])

function inert(word: string, first: boolean): string {
  if (arrow.test(word)) return word.replaceAll(/[<>&]/g, (character) => entities.get(character) ?? character)
  const plain = harmless.test(word) && !active.test(word) && !(first && leading.test(word))
  return plain ? word : code(word).markdown
}

/** A span opened and closed by a run of backticks that the text does not hold, so that nothing inside can end it. */
function span(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1)
  const padded = /^`|`$|^ .* $/.test(text) ? ` ${text} ` : text
  return `${fence}${padded}${fence}`
}

/** The piece, with a space before it where its opening backtick would lengthen a closing one. */
function apart(before: string, piece: string): string {
  return before.endsWith('`') && piece.startsWith('`') ? ` ${piece}` : piece
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
}
