/** The parts of a text report around its causes. Each is empty when there is nothing to say. */
import type { BlindSpot, Diagnosis, RequestHop, RuledOut, SuspectedChange } from '../../core/diagnosis.ts'
import { count } from '../../core/wording.ts'
import { inventoryWords } from '../inventory.ts'
import { type Reading, readingWords } from '../reading.ts'
import { blindSpotWords, headlineWords, number, subjectName, time, trafficWords, verdictWords, windowWords } from '../words.ts'
import { columns, cutToWidth, hang, type Page, section } from './page.ts'
import type { Paint } from './palette.ts'

const mostChanges = 10
const mostUnmodelled = 5

/** The verdict in one sentence, then whom and when it speaks of. */
export function headLines(page: Page, diagnosis: Diagnosis): string[] {
  const { palette, marks } = page
  const hidden = diagnosis.blindSpots.length
  return [
    ...hang(page, `${verdictWords[diagnosis.verdict]}: `, headlineWords(diagnosis), {
      prefix: verdictPaint(page, diagnosis),
      text: palette.strong,
    }),
    ...hang(page, '', `${subjectName(diagnosis)}${marks.separator}${windowWords(diagnosis.window)}`, { text: palette.faint }),
    ...trafficWords(diagnosis.traffic).flatMap((sentence) => hang(page, '', sentence)),
    ...(hidden === 0
      ? []
      : hang(page, '', `${count(hidden, 'thing')} could not be seen, listed below.`, {
          text: palette.warning,
        })),
  ]
}

/** How a verdict is painted: failing, not known, fine. */
export function verdictPaint({ palette }: Page, { verdict }: Diagnosis): Paint {
  switch (verdict) {
    case 'clear':
      return palette.good
    case 'inconclusive':
      return palette.warning
    case 'explained':
    case 'suspected':
    case 'unexplained':
      return palette.bad
  }
}

/** The way of a request: one line a hop, and the whole sentence where it breaks or nobody could look. */
export function pathLines(page: Page, hops: readonly RequestHop[]): string[] {
  const lines = hops.flatMap((hop) => {
    const prefix = `  ${page.marks.hop[hop.mark]} `
    const text = hop.says === '' ? hop.name : `${hop.name}: ${hop.says}`
    const fine = hop.mark === 'ok' || hop.mark === 'none'
    return hang(page, prefix, fine ? cutToWidth(page, text, columns(prefix)) : text, { prefix: hopPaint(page, hop) })
  })
  return section(page, 'Request path', lines)
}

function hopPaint({ palette }: Page, { mark }: RequestHop): Paint {
  switch (mark) {
    case 'ok':
      return palette.good
    case 'fail':
      return palette.bad
    case 'warn':
    case 'unknown':
      return palette.warning
    case 'none':
      return palette.faint
  }
}

/** One line each; the whole sentence is in the JSON and Markdown reports. */
export function ruledOutLines(page: Page, ruledOut: readonly RuledOut[]): string[] {
  const lines = ruledOut.map(({ id, because }) =>
    page.palette.faint(cutToWidth(page, `  ${page.marks.bullet} ${id}: ${because}`)),
  )
  return section(page, 'Ruled out', lines)
}

/** Each with whom it concerns, where the report speaks of several. */
export function riskLines(
  page: Page,
  heading: string,
  risks: readonly { readonly id: string; readonly summary: string; readonly owner?: string }[],
): string[] {
  const lines = risks.flatMap(({ id, summary, owner }) =>
    hang(page, '  ! ', `${owner === undefined ? '' : `${owner}: `}${summary} [${id}]`, { prefix: page.palette.warning }),
  )
  return section(page, heading, lines)
}

/** The suspicious changes and the latest of the others, by time. */
export function changeLines(page: Page, changes: readonly SuspectedChange[]): string[] {
  const others = changes.filter((change) => !change.suspicious)
  const room = Math.max(0, mostChanges - (changes.length - others.length))
  const latest = new Set(others.slice(Math.max(0, others.length - room)))
  const shown = changes.filter((change) => change.suspicious || latest.has(change))
  const left = changes.length - shown.length
  const lines = shown.flatMap(({ at, who, what, suspicious: suspect }) =>
    hang(
      page,
      `  ${suspect ? page.marks.suspicious : ' '} ${time(at)}  `,
      `${what} (${who})`,
      suspect ? { prefix: page.palette.warning } : {},
    ),
  )
  return section(page, 'Changes (UTC)', left === 0 ? lines : [...lines, `    and ${number(left)} more, see --json`])
}

/** What could not be seen, why, and which causes may hide there. */
export function blindSpotLines(page: Page, heading: string, blindSpots: readonly BlindSpot[]): string[] {
  const lines = blindSpots.flatMap((spot) => [
    ...hang(page, '  ? ', blindSpotWords(spot), { prefix: page.palette.warning }),
    ...(spot.hides.length === 0 ? [] : hang(page, '    may hide: ', spot.hides.join(', '))),
    ...(spot.message === '' ? [] : hang(page, '    ', spot.message, { text: page.palette.faint })),
  ])
  return section(page, heading, lines)
}

/** Seen and not understood. */
export function unmodelledLines(page: Page, unmodelled: readonly string[]): string[] {
  const lines = unmodelled.slice(0, mostUnmodelled).flatMap((line) => hang(page, `  ${page.marks.bullet} `, line))
  const left = unmodelled.length - mostUnmodelled
  return section(page, 'Seen but not understood', left > 0 ? [...lines, `    and ${number(left)} more, see --json`] : lines)
}

/** Whom to ask about the report: window, what was read, which version judged. */
export function footLines(page: Page, diagnosis: Diagnosis, reading: Reading | null): string[] {
  const read = diagnosis.logFiles === undefined ? readingWords(reading) : inventoryWords(diagnosis.logFiles)
  const parts = [windowWords(diagnosis.window), ...read, `${diagnosis.tool.name} ${diagnosis.tool.version}`]
  return ['', ...hang(page, '', parts.join(page.marks.separator), { text: page.palette.faint })]
}
