/** The few colours and marks a text report uses. Meaning is never carried by colour alone. */
import type { RequestHop } from '../../core/diagnosis.ts'

export type Paint = (text: string) => string

export interface Palette {
  readonly strong: Paint
  readonly faint: Paint
  readonly bad: Paint
  readonly warning: Paint
  readonly good: Paint
}

/** Signs that stand in front of lines. All of one alphabet are equally wide. */
export interface Marks {
  readonly hop: Readonly<Record<RequestHop['mark'], string>>
  readonly bullet: string
  readonly suspicious: string
  readonly separator: string
  readonly cut: string
}

const plain: Paint = (text) => text

/** Paints nothing. */
export const noColours: Palette = { strong: plain, faint: plain, bad: plain, warning: plain, good: plain }

/** The terminal's own sixteen colours, so that its theme decides how they look. */
export const colours: Palette = {
  strong: sgr(1, 22),
  faint: sgr(2, 22),
  bad: sgr(31, 39),
  warning: sgr(33, 39),
  good: sgr(32, 39),
}

export const unicodeMarks: Marks = {
  hop: { ok: '✓', fail: '✗', warn: '!', unknown: '?', none: '·' },
  bullet: '•',
  suspicious: '!',
  separator: ' · ',
  cut: '…',
}

/** For terminals that show nothing beyond ASCII. */
export const asciiMarks: Marks = {
  hop: { ok: 'ok', fail: 'XX', warn: '!!', unknown: '??', none: '--' },
  bullet: '*',
  suspicious: '!',
  separator: ' | ',
  cut: '...',
}

function sgr(on: number, off: number): Paint {
  return (text) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`)
}
