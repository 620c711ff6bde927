/** The body for an incoming webhook of Slack. */
import type { Alert, AlertCause } from '../alert.ts'
import { atMost } from './bounds.ts'
import { causeTitle } from './text.ts'

/** Slack's own limits: 150 characters in a header, 3000 in a section. */
const mostInHeader = 150
const mostInSection = 3000

/**
 * Everything is plain text: in mrkdwn whatever a log says could mention a channel or hide an address. The notification text is not,
 * so that nothing in it is left as markup either.
 */
export function slackMessage({ title, verdict, headline, causes, facts, notes, loadBalancer }: Alert): object {
  const context = [...facts, ...notes, loadBalancer.id].join('\n')
  return {
    text: inert(`${title}: ${headline}`, mostInSection),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: plain(title, mostInHeader) },
      { type: 'section', text: plain(`${verdict}: ${headline}`, mostInSection) },
      ...causes.map((cause) => ({ type: 'section', text: plain(causeText(cause), mostInSection) })),
      { type: 'context', elements: [plain(context, mostInSection)] },
    ],
  }
}

function causeText(cause: AlertCause): string {
  return [causeTitle(cause), cause.summary, ...(cause.fix === null ? [] : [`Fix: ${cause.fix}`])].join('\n')
}

function plain(text: string, length: number): object {
  return { type: 'plain_text', emoji: false, text: inert(text, length) }
}

/** Escaped as Slack asks for; addresses lose what makes them links, and names that call everybody their sign. */
function inert(text: string, length: number): string {
  const defused = text
    .replaceAll('://', '[:]//')
    .replaceAll(/\bwww\./gi, 'www[.]')
    .replaceAll(/\bmailto:/gi, 'mailto[:]')
    .replaceAll(/@(?=channel|here|everyone)/gi, '(at)')
  // Cut before escaping, so that no entity is cut in two; escaping may make it longer, so that the cut is found by trying.
  let cut = atMost(defused, length)
  for (let over = escaped(cut).length - length; over > 0; over = escaped(cut).length - length) {
    cut = atMost(cut, Math.max(1, cut.length - Math.max(1, Math.ceil(over / 5))))
  }
  return escaped(cut)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
