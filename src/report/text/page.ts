/** Laying out lines: how wide they are, and how long text hangs under its first word. */
import type { Marks, Paint, Palette } from './palette.ts'

export interface Page {
  /** Columns. Words longer than a line (ids, commands) are never broken: they must stay copyable. */
  readonly width: number
  readonly palette: Palette
  readonly marks: Marks
}

/** The text in lines of at most `width` columns, broken at spaces; a longer word has its own line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (word === '') continue
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && columns(longer) > width) {
      lines.push(line)
      line = word
    } else {
      line = longer
    }
  }
  return line === '' ? lines : [...lines, line]
}

/** `prefix text`, wrapped so that every further line starts under the first word of the text. */
export function hang(
  page: Page,
  prefix: string,
  text: string,
  paint: { readonly prefix?: Paint; readonly text?: Paint } = {},
): string[] {
  const indent = ' '.repeat(columns(prefix))
  const paintPrefix = paint.prefix ?? same
  const paintText = paint.text ?? same
  const lines = wrap(text, Math.max(20, page.width - indent.length))
  if (lines.length === 0 && prefix.trim() !== '') return [paintPrefix(prefix)]
  return lines.map((line, index) => `${index === 0 ? paintPrefix(prefix) : indent}${paintText(line)}`)
}

/** The text on one line beside `taken` columns, cut with a mark where it is too long. */
export function cutToWidth(page: Page, text: string, taken = 0): string {
  const width = Math.max(20, page.width - taken)
  const characters = Array.from(text)
  if (characters.length <= width) return text
  return `${characters.slice(0, width - columns(page.marks.cut)).join('')}${page.marks.cut}`
}

/** A heading over indented lines, or nothing where there are none. */
export function section(page: Page, heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', page.palette.strong(heading), ...lines]
}

/** Columns a text takes on a terminal, one for each code point. */
export function columns(text: string): number {
  let amount = 0
  for (const _ of text) amount += 1
  return amount
}

function same(text: string): string {
  return text
}
