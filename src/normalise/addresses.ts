/** Addresses in one spelling, so that the same address found twice is recognised. */

import { formatAddresses, readCidrs } from '../core/network/address-set.ts'
import { parseCidr } from '../core/network/addresses.ts'

/** The shortest spelling of an address; texts that are none stay as they are. */
export function sameSpelling(address: string): string {
  // IPv4 has one spelling only, and most addresses are IPv4.
  if (!address.includes(':')) return address
  return formatAddresses(readCidrs([address]).addresses)[0] ?? address
}

export function isIpv6(address: string): boolean {
  return address.includes(':')
}

/** The address as a CIDR; null when the text is no single address. */
export function hostCidr(address: string): string | null {
  if (parseCidr(address)?.single !== true) return null
  return `${address}/${isIpv6(address) ? 128 : 32}`
}
