/** Redacting names: the shape that joins depend on stays, the words do not. */
import { isAddress } from './addresses.ts'
import type { Desk } from './dialect.ts'
import { isHarmless } from './vocabulary.ts'

/** A name of any kind: an id, an address, `app/shop/0123`, `host:port`, a URL, a bucket, a user. */
export function redactName(text: string, desk: Desk): string {
  const id = desk.dialect.redactId(text, desk)
  if (id !== null) return id
  for (const start of desk.dialect.introductions) {
    if (text.startsWith(start)) return start + redactName(text.slice(start.length), desk)
  }
  if (isAddress(text)) return desk.names.address(text)
  const endpoint = endpointIn(text)
  if (endpoint !== null) return `${endpoint.before}${desk.names.address(endpoint.address)}${endpoint.after}`
  if (isHarmless(text, desk.dialect) || text === '') return text
  if (/\s/.test(text)) return desk.names.text(text)
  return redactUrl(text, desk) ?? redactParts(text, desk)
}

/** As logs name a backend: `address:port`, IPv6 without brackets, so that the last colon is the port's whatever else it may be. */
export function redactBackend(text: string, desk: Desk): string {
  const [, address = '', port = ''] = /^([0-9A-Fa-f:.]+)(:\d{1,5})$/.exec(text) ?? []
  return isAddress(address) ? desk.names.address(address) + port : redactName(text, desk)
}

/** `address:port` with or without brackets around IPv6, as logs and people write it. */
function endpointIn(text: string): { readonly before: string; readonly address: string; readonly after: string } | null {
  const [, before = '', address = '', after = ''] = /^(\[?)([0-9A-Fa-f:.]+?)(\]?:\d{1,5}|\])$/.exec(text) ?? []
  return isAddress(address) && !address.includes('/') && before.length === Number(after.startsWith(']'))
    ? { before, address, after }
    : null
}

/** What follows the host is one path, with all that a query may hold. */
function redactUrl(text: string, desk: Desk): string | null {
  const [, start = '', host = '', port = '', path = ''] = /^(https?:\/\/)([^/:?#]+)(:\d{1,5})?([/?#].*)?$/i.exec(text) ?? []
  if (host === '') return null
  return start + redactWord(host, desk) + port + (path === '' || path === '/' ? path : desk.names.path(path))
}

/** The names between slashes, colons and tildes. */
export function redactParts(text: string, desk: Desk): string {
  const parts = text.split(/([/:~])/)
  const kinds = desk.dialect.kindsAmong(parts)
  return parts.map((part, index) => (index % 2 === 1 || kinds.includes(index) ? part : redactWord(part, desk))).join('')
}

export function redactWord(word: string, desk: Desk): string {
  const { names, dialect } = desk
  if (word === '' || word === '-' || /^\*+$/.test(word) || isHarmless(word, dialect)) return word
  if (isAddress(word)) return names.address(word)
  const own = dialect.redactWord(word, names)
  if (own !== null) return own
  if (word.includes('.') && !word.includes('@')) return redactHost(word, desk)
  if (/[*?]/.test(word)) return names.pattern(word)
  if (/^text-\d+$/.test(word)) return names.text(word)
  return names.name(word)
}

/** A name of DNS label by label, so that what lies below the same domain still does. */
function redactHost(word: string, desk: Desk): string {
  const labels = word.split('.')
  const own = labels.length - desk.dialect.ownLabels(labels)
  return labels.map((label, index) => (index < own ? redactWord(label, desk) : label)).join('.')
}
