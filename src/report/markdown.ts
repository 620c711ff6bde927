/** The Markdown report: for issue trackers and post-mortems. Nothing that comes from data is active in it. */
import type { Diagnosis } from '../core/diagnosis.ts'
import { isFailing } from '../verdict.ts'
import { cleanStrings } from './clean.ts'
import { inventoryWords } from './inventory.ts'
import { causeBlocks } from './markdown/cause.ts'
import { code, type Markdown, md } from './markdown/inline.ts'
import { type Reading, readingWords } from './reading.ts'
import { remainderOf } from './remainder.ts'
import { unicodeMarks } from './text/palette.ts'
import { blindSpotWords, headlineWords, subjectName, time, trafficWords, verdictWords, windowWords } from './words.ts'

/** One diagnosis in full; of several, one line each and the failing ones in full. Ends with a newline. */
export function renderMarkdown(diagnoses: readonly Diagnosis[], options: { readonly reading?: Reading | null } = {}): string {
  const clean = cleanStrings(diagnoses)
  const [first] = clean
  if (first === undefined) return 'Nothing to diagnose.\n'
  const body = clean.length === 1 ? fullBlocks(first) : severalBlocks(clean)
  const read = first.logFiles === undefined ? readingWords(options.reading ?? null) : inventoryWords(first.logFiles)
  const foot = [windowWords(first.window), ...read, `${first.tool.name} ${first.tool.version}`]
  return `${[...body, '---', md`${foot.join(', ')}`.markdown].join('\n\n')}\n`
}

function severalBlocks(diagnoses: readonly Diagnosis[]): string[] {
  const remainder = remainderOf(diagnoses.filter((diagnosis) => !isFailing(diagnosis)))
  return [
    '# 502 report',
    bullets(
      diagnoses,
      (diagnosis) => md`**${subjectName(diagnosis)}**: ${verdictWords[diagnosis.verdict]}. ${headlineWords(diagnosis)}`,
    ),
    ...diagnoses.filter(isFailing).flatMap(fullBlocks),
    ...part('Risks elsewhere, not failing now', remainder.risks, riskItem),
    ...part('Could not see elsewhere', remainder.blindSpots, blindSpotItem),
  ]
}

function fullBlocks(diagnosis: Diagnosis): string[] {
  return [
    md`## ${verdictWords[diagnosis.verdict]}: ${headlineWords(diagnosis)}`.markdown,
    md`**${subjectName(diagnosis)}**, ${windowWords(diagnosis.window)}. ${trafficWords(diagnosis.traffic).join(' ')}`.markdown,
    ...part(
      'Request path',
      diagnosis.requestPath,
      (hop) => md`${{ markdown: unicodeMarks.hop[hop.mark] }} **${hop.name}** ${hop.says}`,
    ),
    ...(diagnosis.causes.length === 0
      ? []
      : ['### Causes', ...diagnosis.causes.flatMap((cause, index) => causeBlocks(cause, index + 1))]),
    ...part('Ruled out', diagnosis.ruledOut, ({ id, because }) => md`${code(id)}: ${because}`),
    ...part('Risks, not failing now', diagnosis.risks, riskItem),
    ...part('Changes (UTC)', diagnosis.changes, ({ at, who, what, suspicious }) =>
      suspicious ? md`${time(at)} ${what} (${code(who)}, **suspicious**)` : md`${time(at)} ${what} (${code(who)})`,
    ),
    ...part('Seen but not understood', diagnosis.unmodelled, (line) => md`${line}`),
    ...part('Could not see', diagnosis.blindSpots, blindSpotItem),
  ]
}

function riskItem({ id, summary, owner }: { readonly id: string; readonly summary: string; readonly owner?: string }): Markdown {
  return owner === undefined ? md`${summary} (${code(id)})` : md`${owner}: ${summary} (${code(id)})`
}

function blindSpotItem(spot: Diagnosis['blindSpots'][number]): Markdown {
  const hides = spot.hides.length === 0 ? [] : [`May hide: ${spot.hides.join(', ')}.`]
  return md`${[`${blindSpotWords(spot)}.`, ...hides, spot.message].join(' ')}`
}

function part<Item>(heading: string, items: readonly Item[], show: (item: Item) => Markdown): string[] {
  return items.length === 0 ? [] : [`### ${heading}`, bullets(items, show)]
}

function bullets<Item>(items: readonly Item[], show: (item: Item) => Markdown): string {
  return items.map((item) => `- ${show(item).markdown.trim()}`).join('\n')
}
