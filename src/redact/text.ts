/** Redacting one string: its shape stays where joins depend on it, its words do not. */
import { isAddress } from './addresses.ts'
import type { Pseudonyms } from './pseudonyms.ts'
import { isKeptKey, isKeptWord, sentenceIn } from './words.ts'

const idPrefix =
  /^(i|sg|sgr|eni|subnet|vpc|acl|rtb|rtbassoc|aclassoc|pl|pcx|nat|igw|eigw|tgw|vgw|vpce|lgw|cagw|eipalloc|vol|ami|lt|dopt)-[0-9a-z]+$/

export function redactText(text: string, key: string, names: Pseudonyms): string {
  if (text === '' || isKeptKey(key)) return text
  if (key === 'path') return redactPath(text, names)
  if (key === 'backend') return redactEndpoint(text, names)
  const sentence = sentenceIn(text)
  if (sentence !== null) return sentence
  if (isJson(text)) return text
  if (text.startsWith('ELB ')) return `ELB ${redactWords(text.slice(4), names)}`
  return redactWords(text, names)
}

/** JSON inside a string (policies, events) is redacted by whoever walks the tree. */
export function isJson(text: string): boolean {
  return text.startsWith('{') && text.endsWith('}')
}

/** `GET /orders/7` becomes `GET /path-1`. */
export function redactPath(text: string, names: Pseudonyms): string {
  const space = text.indexOf(' ')
  const method = space < 0 ? '' : text.slice(0, space)
  return /^[A-Z]{1,10}$/.test(method) ? `${method} ${names.path(text.slice(space + 1))}` : names.path(text)
}

/** `address:port` as logs spell it, IPv6 without brackets; or a function's ARN. */
function redactEndpoint(text: string, names: Pseudonyms): string {
  const colon = text.lastIndexOf(':')
  const address = text.slice(0, colon)
  return isAddress(address) && /^\d+$/.test(text.slice(colon + 1))
    ? `${names.address(address)}${text.slice(colon)}`
    : redactWords(text, names)
}

/** Names joined by slashes and colons keep their joints: ARNs, `app/name/id`, object keys. */
function redactWords(text: string, names: Pseudonyms): string {
  if (isAddress(text)) return names.address(text)
  if (!/^[\w.+=,@/:*-]+$/.test(text)) return isKeptWord(text) ? text : names.name(text)
  if (isKeptWord(text)) return text
  return text
    .split(/([/:])/)
    .map((word) => (word === '/' || word === ':' ? word : redactWord(word, names)))
    .join('')
}

function redactWord(word: string, names: Pseudonyms): string {
  if (word === '' || word === '*' || word === 'arn' || /^aws(-[a-z-]+)?$/.test(word)) return word
  if (/^\d{12}$/.test(word)) return names.account(word)
  if (isKeptWord(word) || word === 'elasticloadbalancing') return word
  if (isAddress(word)) return names.address(word)
  const id = idPrefix.exec(word)
  return id === null ? names.name(word) : names.id(id[1] ?? '', word)
}
