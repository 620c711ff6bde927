/** Where logs are to be read from, as people write it. */
import type { LogsChoice } from './logs/request.ts'

/** Null for what is no place of logs. */
export function logChoiceOf(text: string): LogsChoice | null {
  if (text === 'auto' || text === 'off') return { kind: text }
  if (/^https:\/\/[^/]+\/[^/]+/.test(text) && URL.canParse(text)) return { kind: 'container', url: text }
  return /^(\/subscriptions\/|[\w-]{1,63}$)/i.test(text) ? { kind: 'workspace', workspace: text } : null
}
