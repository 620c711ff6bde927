/** Where logs are to be read from, as people write it. */
import type { LogChoice } from './log-request.ts'

/** Null for what is no place of logs. */
export function logChoiceOf(text: string): LogChoice | null {
  if (text === 'auto' || text === 'off') return { kind: text }
  if (text.startsWith('athena:')) return tableOf(text.slice('athena:'.length))
  const place = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(text)
  if (place !== null) return { kind: 's3', bucket: place[1] ?? '', prefix: place[2] ?? '' }
  return /^[\w./#-]{1,512}$/.test(text) ? { kind: 'group', name: text } : null
}

/** Names go into a query, so only plain ones are taken. */
function tableOf(text: string): LogChoice | null {
  const [, database, table] = /^([a-z0-9_]{1,255})\.([a-z0-9_]{1,255})$/i.exec(text) ?? []
  return database !== undefined && table !== undefined ? { kind: 'athena', database, table } : null
}
