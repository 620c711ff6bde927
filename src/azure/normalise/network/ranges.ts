/** Address ranges that mean something to Azure's rules and routes. */
import { formatAddresses, intersect, readCidrs, subtract } from '../../../core/network/address-set.ts'
/** Ranges that a virtual network drops unless it, or something it is joined with, has them. */
export const unroutedRanges: readonly string[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']

/** The address under which Azure itself serves every machine. */
export const platformAddress = '168.63.129.16/32'

const localRanges: readonly string[] = [
  ...unroutedRanges,
  platformAddress,
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/3',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
]

export const everywhere: readonly string[] = ['0.0.0.0/0', '::/0']

/** All addresses that the Internet can route. */
export const publicRanges: readonly string[] = without(everywhere, localRanges)

export function without(ranges: readonly string[], others: readonly string[]): readonly string[] {
  return formatAddresses(subtract(readCidrs(ranges).addresses, readCidrs(others).addresses))
}

/** Whether the ranges share any address. */
export function meet(ranges: readonly string[], others: readonly string[]): boolean {
  return intersect(readCidrs(ranges).addresses, readCidrs(others).addresses).length > 0
}

export function isPublic(address: string): boolean {
  return !meet([address], localRanges)
}
