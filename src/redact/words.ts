/** Redacting names: the shape that joins depend on stays, the words do not. */
import { isAddress } from './addresses.ts'
import type { Pseudonyms } from './pseudonyms.ts'
import { isBalancerFamily, isHarmless, isPartition, isResourceType, isService } from './vocabulary.ts'

const ids =
  /^(i|sg|sgr|eni|subnet|vpc|acl|rtb|rtbassoc|aclassoc|subnet-cidr-assoc|vpc-cidr-assoc|eni-attach|pl|pcx|nat|igw|eigw|tgw|vgw|vpce|lgw|cagw|eipalloc|eipassoc|vol|ami|lt|dopt|r)-[0-9a-z]+$/

/** A name of any kind: an ARN, an address, an id, `app/shop/0123`, `host:port`, a bucket, a user. */
export function redactName(text: string, names: Pseudonyms): string {
  if (text.startsWith('arn:')) return redactArn(text, names)
  for (const start of ['ELB ', 's3://', 'log group ']) {
    if (text.startsWith(start)) return start + redactName(text.slice(start.length), names)
  }
  if (isAddress(text)) return names.address(text)
  const endpoint = endpointIn(text)
  if (endpoint !== null) return `${endpoint.before}${names.address(endpoint.address)}${endpoint.after}`
  if (isHarmless(text) || text === '') return text
  if (/\s/.test(text)) return names.text(text)
  return redactResource(text, names)
}

/** As logs name a backend: `address:port`, IPv6 without brackets, so that the last colon is the port's whatever else it may be. */
export function redactBackend(text: string, names: Pseudonyms): string {
  const [, address = '', port = ''] = /^([0-9A-Fa-f:.]+)(:\d{1,5})$/.exec(text) ?? []
  return isAddress(address) ? names.address(address) + port : redactName(text, names)
}

/** `address:port` with or without brackets around IPv6, as logs and people write it. */
function endpointIn(text: string): { readonly before: string; readonly address: string; readonly after: string } | null {
  const [, before = '', address = '', after = ''] = /^(\[?)([0-9A-Fa-f:.]+?)(\]?:\d{1,5}|\])$/.exec(text) ?? []
  return isAddress(address) && !address.includes('/') && before.length === Number(after.startsWith(']'))
    ? { before, address, after }
    : null
}

function redactArn(text: string, names: Pseudonyms): string {
  const [start = '', partition = '', service = '', region = '', account = '', ...resource] = text.split(':')
  const head = [
    start,
    isPartition(partition) ? partition : redactWord(partition, names),
    isService(service) ? service : redactWord(service, names),
    redactWord(region, names),
    redactWord(account, names),
  ]
  return [...head, ...(resource.length === 0 ? [] : [redactResource(resource.join(':'), names)])].join(':')
}

/** `targetgroup/web/0123`, `function:checkout:3`: the kind stays where a name follows it. */
function redactResource(text: string, names: Pseudonyms): string {
  const parts = text.split(/([/:])/)
  const kind = parts.length > 1 && (isResourceType(parts[0] ?? '') || (parts.length === 5 && isBalancerFamily(parts[0] ?? '')))
  return parts
    .map((part, index) => {
      const stays =
        index % 2 === 1 || (index === 0 && kind) || (index === 2 && parts[0] !== 'targetgroup' && kind && isBalancerFamily(part))
      return stays ? part : redactWord(part, names)
    })
    .join('')
}

function redactWord(word: string, names: Pseudonyms): string {
  if (word === '' || word === '$LATEST' || /^\*+$/.test(word)) return word
  if (/^\d{12}$/.test(word)) return names.account(word)
  if (isHarmless(word)) return word
  if (isAddress(word)) return names.address(word)
  if (/[*?]/.test(word)) return names.pattern(word)
  if (/^text-\d+$/.test(word)) return names.text(word)
  const id = ids.exec(word)
  return id === null ? names.name(word) : names.id(id[1] ?? '', word)
}
