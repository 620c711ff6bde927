/** Redacting one string by the key it stands under. */
import type { Pseudonyms } from './pseudonyms.ts'
import { sentencesIn } from './sentences.ts'
import { isHarmless, isProviderWord } from './vocabulary.ts'
import { redactBackend, redactName } from './words.ts'

/** Where a string stands: its key, and the key of the object around it. Elements of a list stand under the list's key. */
export interface Spot {
  readonly key: string
  readonly parent: string
}

const pathKeys = new Set(['path', 'paths', 'HealthCheckPath'])
const proseKeys = new Set(
  `Description Message StateTransitionReason StateReason LastUpdateStatusReason message notes reason stoppedReason rolloutStateReason
  statusReason`.split(/\s+/),
)

export function redactText(text: string, { key, parent }: Spot, names: Pseudonyms): string {
  if (isProviderWord(text, key, parent)) return redactIfName(text, names)
  if (key === 'backend') return redactBackend(text, names)
  if (pathKeys.has(key)) return redactPath(text, names)
  if (proseKeys.has(key)) return text.startsWith('ELB ') ? redactName(text, names) : redactProse(text, names)
  return redactName(text, names)
}

/** A provider's word, unless it holds what no provider's word does: the number of an account or of a resource. */
function redactIfName(text: string, names: Pseudonyms): string {
  return /\d{12}|^[a-z]{1,12}-(?=[a-z]*\d)[0-9a-z]+$/.test(text) ? redactName(text, names) : text
}

function redactProse(text: string, names: Pseudonyms): string {
  return text === '' || isHarmless(text) ? text : (sentencesIn(text) ?? names.text(text))
}

const methods = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE|PRI|PROPFIND) /

/** `GET /orders/7` becomes `GET /path-0001`. The path that probes of gRPC use by default is everyone's. */
function redactPath(text: string, names: Pseudonyms): string {
  const method = methods.exec(text)?.[0] ?? ''
  const path = text.slice(method.length)
  return path === '' || path === '/' || path === '/AWS.ALB/healthcheck' ? text : method + names.path(path)
}
