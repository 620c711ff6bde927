/** An alert as an Adaptive Card, which the workflows of Microsoft Teams take. */
import type { Alert } from '../announce.ts'
import { storyOf } from './story.ts'

interface TextBlock {
  readonly type: 'TextBlock'
  readonly text: string
  readonly wrap: true
  readonly weight?: 'Bolder'
  readonly size?: 'Large'
  readonly isSubtle?: true
}

export interface TeamsPayload {
  readonly type: 'message'
  readonly attachments: readonly [
    {
      readonly contentType: 'application/vnd.microsoft.card.adaptive'
      readonly content: {
        readonly $schema: string
        readonly type: 'AdaptiveCard'
        readonly version: '1.4'
        readonly body: readonly TextBlock[]
      }
    },
  ]
}

export function teamsPayload(alert: Alert): TeamsPayload {
  const { title, pools, notes } = storyOf(alert)
  const body = [
    block(title, { weight: 'Bolder', size: 'Large' }),
    ...pools.flatMap(({ name, headline, causes }) => [
      block(`${name}: ${headline}`, { weight: 'Bolder' }),
      ...causes.flatMap(({ title: cause, summary, fix }) => [
        block(cause, {}),
        block(summary, {}),
        ...(fix === null ? [] : [block(`Fix: ${fix}`, {})]),
      ]),
    ]),
    ...notes.map((note) => block(note, { isSubtle: true })),
  ]
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body,
  } as const
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] }
}

/** A text block reads some Markdown, and dates in double braces: everything that could begin any of it is escaped. */
function block(text: string, look: Pick<TextBlock, 'weight' | 'size' | 'isSubtle'>): TextBlock {
  return { type: 'TextBlock', text: text.replace(/[\\`*_{}[\]()#+\-.!|~<>]/g, (mark) => `\\${mark}`), wrap: true, ...look }
}
