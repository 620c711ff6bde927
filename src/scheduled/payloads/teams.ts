/** The body for a Workflows webhook of Microsoft Teams: one Adaptive Card. */
import type { Alert } from '../alert.ts'
import { atMost, firstThatFits } from './bounds.ts'
import { causeTitle } from './text.ts'

/** Teams takes messages of 28 KB. */
const mostBytes = 26_000

/** JSON. A card that is too large says less of each cause. */
export function teamsMessage(alert: Alert): string {
  const lengths = [2000, 800, 300, 100]
  return firstThatFits(
    lengths.map((length) => JSON.stringify(message(alert, length))),
    mostBytes,
  )
}

function message({ title, verdict, headline, causes, facts, notes, loadBalancer, kind }: Alert, length: number): object {
  const body = [
    run(atMost(title, 200), { size: 'large', weight: 'bolder', color: kind === 'recovery' ? 'good' : 'attention' }),
    run(atMost(`${verdict}: ${headline}`, length)),
    ...causes.flatMap((cause) => [
      run(atMost(causeTitle(cause), 200), { weight: 'bolder' }),
      run(atMost(cause.summary, length)),
      ...(cause.fix === null ? [] : [run(atMost(`Fix: ${cause.fix}`, length))]),
    ]),
    ...[...facts, ...notes, loadBalancer.id].map((line) => run(atMost(line, Math.min(length, 400)), { isSubtle: true })),
  ]
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          msteams: { width: 'Full' },
          body,
        },
      },
    ],
  }
}

/** A TextBlock would read Markdown, whose escapes Teams does not take everywhere. A TextRun shows what it is given. */
function run(text: string, look: object = {}): object {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: inert(text), ...look }] }
}

/** Links, mentions and tags are off in a run; should a client see them all the same, there is nothing left of them. */
function inert(text: string): string {
  return text
    .replaceAll('://', '[:]//')
    .replaceAll('](', '] (')
    .replaceAll(/<(?=[!/a-z])/gi, '‹')
}
