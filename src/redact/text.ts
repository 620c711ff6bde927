/** Redacting one string by the key it stands under. */
import type { Desk } from './dialect.ts'
import { isProviderWord } from './vocabulary.ts'
import { redactBackend, redactName } from './words.ts'

/** Where a string stands: its key, and the key of the object around it. Elements of a list stand under the list's key. */
export interface Spot {
  readonly key: string
  readonly parent: string
}

const pathKeys = new Set(['path', 'paths', 'HealthCheckPath'])

export function redactText(text: string, { key, parent }: Spot, desk: Desk): string {
  const { dialect } = desk
  if (isProviderWord(text, key, parent, dialect)) return redactIfName(text, desk)
  if (key === 'backend') return redactBackend(text, desk)
  if (pathKeys.has(key)) return redactPath(text, desk)
  if (dialect.proseKeys.has(key) && !dialect.introductions.some((start) => text.startsWith(start)))
    return text === '' ? text : dialect.redactProse(text, desk)
  return redactName(text, desk)
}

/** A provider's word, unless it holds what no provider's word does: the number of an account or of a resource, or an address. */
function redactIfName(text: string, desk: Desk): string {
  return /\d{12}|^[a-z]{1,12}-(?=[a-z]*\d)[0-9a-z]+$|^\d+(\.\d+){3}/.test(text) ? redactName(text, desk) : text
}

const methods = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE|PRI|PROPFIND) /

/** `GET /orders/7` becomes `GET /path-0001`. */
function redactPath(text: string, { names, dialect }: Desk): string {
  const method = methods.exec(text)?.[0] ?? ''
  const path = text.slice(method.length)
  return path === '' || path === '/' || dialect.commonPaths.includes(path) ? text : method + names.path(path)
}
