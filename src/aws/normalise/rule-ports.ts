/** Protocols and ports of security group and network ACL rules, which are written alike. */
import type { PortRange, Protocol, Rule } from '../../core/network/model.ts'
import { Unreadable } from '../../normalise/loose.ts'

const numbers: Readonly<Record<string, Protocol>> = { '-1': 'any', all: 'any', tcp: 6, udp: 17, icmp: 1, icmpv6: 58 }
const names: Readonly<Record<string, string>> = { any: 'all', 6: 'tcp', 17: 'udp', 1: 'icmp', 58: 'icmpv6' }

export function readProtocol(word: string): Protocol {
  const named = Object.hasOwn(numbers, word) ? numbers[word] : undefined
  if (named !== undefined) return named
  const number = Number(word)
  if (!Number.isInteger(number) || number < 0 || number > 255) throw new Unreadable(`protocol ${word} is not known`)
  return number
}

/** Ports count for TCP and UDP only: any other protocol is meant whole, whatever its port fields say. An open end is the last port. */
export function readPorts(protocol: Protocol, from: number | null, to: number | null): Rule['ports'] {
  if (protocol !== 6 && protocol !== 17) return 'any'
  return from === null && to === null ? 'any' : { from: from ?? 0, to: to ?? 65_535 }
}

/** `tcp/8080`, `tcp/1024-65535`, `icmp`, `all`. */
export function trafficText(protocol: Protocol, ports: PortRange | 'any'): string {
  const name = names[protocol] ?? `protocol ${protocol}`
  if (ports === 'any') return name
  return `${name}/${ports.from === ports.to ? ports.from : `${ports.from}-${ports.to}`}`
}
