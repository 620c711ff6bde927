/**
 * CIDRs as runs of numbers. All addresses lie on one line, IPv4 first and IPv6 far behind it, so that whatever works on the
 * line never has to ask for the family.
 */
import ipaddr from 'ipaddr.js'

/** A run of addresses on the line; both ends inclusive. */
export interface Span {
  readonly first: bigint
  readonly last: bigint
}

export interface Cidr extends Span {
  readonly prefix: number
  /** Whether it is a single address. */
  readonly single: boolean
}

/** Where IPv6 begins: one IPv4 space further than needed, so that the two families never touch and never merge. */
const ipv6Start = 1n << 33n

/** Every address of a family, as a span of the line. */
export const everyIpv4: Span = { first: 0n, last: (1n << 32n) - 1n }
export const everyIpv6: Span = { first: ipv6Start, last: ipv6Start + (1n << 128n) - 1n }

/** The longest spelling of an IPv6 CIDR is 49 characters; whatever is longer is neither parsed nor remembered. */
const longestText = 49
const cacheLimit = 20_000
const cache = new Map<string, Cidr | undefined>()

/**
 * A CIDR, or a single address without prefix, in plain notation: four decimal parts, or IPv6 without zone. Host bits are
 * ignored. Undefined when it is neither; never throws.
 */
export function parseCidr(text: string): Cidr | undefined {
  if (text.length > longestText) return undefined
  const cached = cache.get(text)
  if (cached !== undefined || cache.has(text)) return cached
  const parsed = parse(text)
  if (cache.size >= cacheLimit) cache.clear()
  cache.set(text, parsed)
  return parsed
}

/** Whether every address of `inner` lies in `outer`. An invalid CIDR contains nothing and lies nowhere. */
export function cidrContains(outer: string, inner: string): boolean {
  const around = parseCidr(outer)
  const within = parseCidr(inner)
  return around !== undefined && within !== undefined && around.first <= within.first && within.last <= around.last
}

/** The fewest CIDRs that make up the span, ascending; a single address has no prefix. */
export function formatSpan(span: Span): string[] {
  const ipv6 = span.first >= ipv6Start
  const bits = ipv6 ? 128 : 32
  const last = ipv6 ? span.last - ipv6Start : span.last
  const cidrs: string[] = []
  for (let address = ipv6 ? span.first - ipv6Start : span.first; address <= last; ) {
    const hostBits = largestBlock(address, last, bits)
    cidrs.push(hostBits === 0 ? format(address, bits) : `${format(address, bits)}/${bits - hostBits}`)
    address += 1n << BigInt(hostBits)
  }
  return cidrs
}

function parse(text: string): Cidr | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return block(ipaddr.IPv4.parse(text).toByteArray(), 32, 32, 0n)
  if (ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) {
    const [address, prefix] = ipaddr.IPv4.parseCIDR(text)
    return block(address.toByteArray(), prefix, 32, 0n)
  }
  // A zone names an interface of one machine; no rule or route of a network can mean it.
  if (text.includes('%')) return undefined
  if (ipaddr.IPv6.isValid(text)) return block(ipaddr.IPv6.parse(text).toByteArray(), 128, 128, ipv6Start)
  if (ipaddr.IPv6.isValidCIDR(text)) {
    const [address, prefix] = ipaddr.IPv6.parseCIDR(text)
    return block(address.toByteArray(), prefix, 128, ipv6Start)
  }
  return undefined
}

function block(bytes: readonly number[], prefix: number, bits: number, start: bigint): Cidr {
  const address = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  const size = 1n << BigInt(bits - prefix)
  const first = start + address - (address % size)
  return { first, last: first + size - 1n, prefix, single: prefix === bits }
}

/** Host bits of the largest CIDR that starts at `address` and does not reach beyond `last`. */
function largestBlock(address: bigint, last: bigint, bits: number): number {
  let hostBits = 0
  for (let size = 2n; hostBits < bits && address % size === 0n && address + size - 1n <= last; size *= 2n) hostBits++
  return hostBits
}

function format(address: bigint, bits: number): string {
  const bytes = Array.from({ length: bits / 8 }, (_, index) => Number((address >> BigInt(bits - 8 * (index + 1))) & 255n))
  return ipaddr.fromByteArray(bytes).toString()
}
