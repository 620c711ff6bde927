/** A message of SNS: a subject and text for people, an attribute for programs. */
import type { Alert } from '../alert.ts'
import { firstThatFits } from './bounds.ts'
import { alertDigest } from './document.ts'
import { alertText, asciiLine, shortened } from './text.ts'

export interface SnsMessage {
  /** ASCII, less than 100 characters, no line break. */
  readonly subject: string
  readonly text: string
  /** JSON. */
  readonly attribute: string
}

/** SNS takes 256 KB with attributes. People read much less. */
const mostBytes = 60_000

export function snsMessage(alert: Alert): SnsMessage {
  const short = { ...alert, causes: alert.causes.map((cause) => shortened(cause, 500)) }
  return {
    subject: asciiLine(alert.title, 99),
    text: firstThatFits([alertText(alert), alertText(short)], mostBytes),
    attribute: alertDigest(alert),
  }
}
