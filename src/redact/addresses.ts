/** Renumbers addresses so that containment, distinctness and the private or public kind survive, and the addresses do not. */
import ipaddr from 'ipaddr.js'

/** Ranges whose meaning judging relies on: their own bits stay as they are. */
const kept = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '127.0.0.0/8',
  // What default probes ask for.
  '127.0.0.1/32',
  '224.0.0.0/3',
  // Where Azure itself serves every machine.
  '168.63.129.16/32',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
]

interface Node {
  readonly children: [Node | null, Node | null]
}

interface Prefix {
  readonly bits: string
  readonly length: number
  readonly explicit: boolean
}

const keptBits: readonly string[] = kept
  .map((cidr) => prefixOf(cidr))
  .map((prefix) => `${prefix?.bits.length}:${prefix?.bits.slice(0, prefix.length)}`)

/** `a.b.c.d`, `a.b.c.d/n` and their IPv6 kin; null for anything else. */
function prefixOf(text: string): Prefix | null {
  // Trying to parse what is none is slow, and most texts are none.
  if (!/^[0-9A-Fa-f.:]+(\/\d{1,3})?$/.test(text)) return null
  const [address = '', length] = text.split('/')
  if (!ipaddr.isValid(address) || (!address.includes(':') && address.split('.').length !== 4)) return null
  const bits = ipaddr
    .parse(address)
    .toByteArray()
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
  const used = length === undefined ? bits.length : Number(length)
  return used > bits.length ? null : { bits, length: used, explicit: length !== undefined }
}

export function isAddress(text: string): boolean {
  return prefixOf(text) !== null
}

/**
 * Maps every address and CIDR among `known`. Bits are kept along well-known ranges and where two of the known ones part; all
 * others become zero. So any two stay as far apart, and as much one inside the other, as they were.
 */
export function renumberAddresses(known: Iterable<string>): (text: string) => string {
  const roots = new Map<number, Node>()
  for (const text of known) {
    const prefix = prefixOf(text)
    if (prefix !== null) grow(roots, prefix)
  }
  return (text) => {
    const prefix = prefixOf(text)
    return prefix === null ? text : format(renumber(roots, prefix), prefix)
  }
}

function grow(roots: Map<number, Node>, { bits, length }: Prefix): void {
  let node = roots.get(bits.length) ?? { children: [null, null] }
  roots.set(bits.length, node)
  for (const bit of bits.slice(0, length)) {
    const side = bit === '1' ? 1 : 0
    const next = node.children[side] ?? { children: [null, null] }
    node.children[side] = next
    node = next
  }
}

function renumber(roots: ReadonlyMap<number, Node>, { bits, length }: Prefix): string {
  let node: Node | null | undefined = roots.get(bits.length)
  let mapped = ''
  for (let depth = 0; depth < length; depth += 1) {
    const bit = bits.charAt(depth)
    const forked: boolean = node?.children[0] != null && node.children[1] != null
    mapped += forked || leadsToKept(bits, depth) ? bit : '0'
    node = node?.children[bit === '1' ? 1 : 0]
  }
  return mapped.padEnd(bits.length, '0')
}

function leadsToKept(bits: string, depth: number): boolean {
  const path = `${bits.length}:${bits.slice(0, depth)}`
  return keptBits.some((range) => range.length > path.length && range.startsWith(path))
}

function format(bits: string, { length, explicit }: Prefix): string {
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))
  const address = ipaddr.fromByteArray(bytes).toString()
  return explicit ? `${address}/${length}` : address
}
