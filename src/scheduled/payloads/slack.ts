/** An alert as Slack's incoming webhooks take it. */
import type { Alert } from '../announce.ts'
import { plainText, storyOf } from './story.ts'

/** Of a section's text, and of the blocks of a message. */
const mostCharacters = 3000
const mostBlocks = 45

interface Block {
  readonly type: 'section' | 'context'
  readonly text?: PlainText
  readonly elements?: readonly PlainText[]
}

/** Of this kind nothing is markup: no mention, no link, no formatting. */
interface PlainText {
  readonly type: 'plain_text'
  readonly text: string
  readonly emoji: false
}

/** `text` is what notifications show, and the only part that Slack reads as markup. */
export function slackPayload(alert: Alert): { readonly text: string; readonly blocks: readonly Block[] } {
  const story = storyOf(alert)
  const pools = story.pools.flatMap(({ name, headline, causes }) => [
    section(`${name}: ${headline}`),
    ...causes.map(({ title, summary, fix }) => section([title, summary, ...(fix === null ? [] : [`Fix: ${fix}`])].join('\n'))),
  ])
  const notes: Block = { type: 'context', elements: [plain(story.notes.join('\n'))] }
  return {
    text: escaped(plainText({ ...story, pools: [], notes: [] }).trim()),
    blocks: [section(story.title), ...pools.slice(0, mostBlocks), notes],
  }
}

function section(text: string): Block {
  return { type: 'section', text: plain(text) }
}

function plain(text: string): PlainText {
  return { type: 'plain_text', text: text.slice(0, mostCharacters), emoji: false }
}

/** As Slack asks: what opens a mention or a link is written as an entity. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
