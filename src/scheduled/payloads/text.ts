/** An alert as plain text, for mail and telephones, and as lines for what shows lines. */
import type { Alert, AlertCause } from '../alert.ts'
import { atMost } from './bounds.ts'

export function causeTitle({ id, certainty, pool }: AlertCause): string {
  return `${pool === '' ? '' : `${pool}: `}${id} (${certainty})`
}

export function alertText({ title, verdict, headline, causes, facts, notes, loadBalancer }: Alert): string {
  const paragraphs = [
    title,
    `${verdict}: ${headline}`,
    ...causes.map((cause) => [causeTitle(cause), cause.summary, ...(cause.fix === null ? [] : [`Fix: ${cause.fix}`])].join('\n')),
    facts.join('\n'),
    notes.join('\n'),
    loadBalancer.id,
  ]
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`
}

/** Printable ASCII on one line, which is all that the subject of a mail may be. */
export function asciiLine(text: string, length: number): string {
  const plain = text.replaceAll(/[^ -~]+/g, '?').trim()
  return plain.length <= length ? plain : `${plain.slice(0, length - 3)}...`
}

export function shortened(cause: AlertCause, length: number): AlertCause {
  const cut = (text: string): string => atMost(text, length)
  return {
    ...cause,
    pool: cut(cause.pool),
    title: cut(cause.title),
    summary: cut(cause.summary),
    fix: cause.fix && cut(cause.fix),
  }
}
