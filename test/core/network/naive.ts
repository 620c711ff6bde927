/**
 * The second implementation: every address of a small universe, every port, every way the unknowns could turn out, one by one.
 * It shares nothing with the first but the model's types.
 */
import type { Endpoint, FilterHop, Passage, Peer, RouteHop, Rule } from '../../../src/core/network/model.ts'

type Outcome = 'open' | 'blocked'

/** All addresses that endpoints of the property tests can have. */
export const universe: readonly string[] = Array.from({ length: 16 }, (_, host) => [
  `10.0.0.${host}`,
  `fd00::${host.toString(16)}`,
]).flat()

/** The address as a string of bits: 32 or 128 of them. Knows only the spellings the tests use. */
function bits(address: string): string | null {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(address)) {
    const parts = address.split('.').map(Number)
    return parts.some((part) => part > 255) ? null : parts.map((part) => part.toString(2).padStart(8, '0')).join('')
  }
  if (/^[0-9a-f]*::[0-9a-f]*$/.test(address)) {
    const [head = '', tail = ''] = address.split('::')
    const groups = [head || '0', '0', '0', '0', '0', '0', '0', tail || '0']
    return groups.map((part) => Number.parseInt(part, 16).toString(2).padStart(16, '0')).join('')
  }
  return null
}

/** How many leading bits the CIDR fixes, where it holds the address; null where it does not. */
function matchLength(address: string, cidr: string): number | null {
  const [base = '', prefix] = cidr.split('/')
  const own = bits(address)
  const other = bits(base)
  if (own === null || other === null || own.length !== other.length) return null
  const length = prefix === undefined ? other.length : Number(prefix)
  return length <= other.length && own.slice(0, length) === other.slice(0, length) ? length : null
}

function holds(cidrs: readonly string[], address: string): boolean {
  return cidrs.some((cidr) => matchLength(address, cidr) !== null)
}

/** True or false, or undefined where it hangs on an unknown. */
function peerMatches(peer: Peer, address: string, { groupIds, groupsComplete }: Endpoint): boolean | undefined {
  if (peer.kind === 'nothing') return false
  if (peer.kind === 'range') return holds([peer.cidr], address)
  if (peer.kind === 'list') return peer.cidrs.known ? holds(peer.cidrs.value, address) : undefined
  if (groupIds.length > 0 || groupsComplete) return groupIds.includes(peer.groupId)
  return peer.addresses.known ? holds(peer.addresses.value, address) : undefined
}

function portMatches(rule: Rule, port: number): boolean {
  if (rule.ports === 'any') return true
  const { from, to } = rule.ports
  return (from === -1 || from <= port) && (to === -1 || port <= to)
}

function firstMatch(rules: readonly Rule[], matches: (rule: Rule) => boolean): Outcome {
  const deciding = [...rules].sort((a, b) => a.order - b.order).find(matches)
  return deciding?.action === 'allow' ? 'open' : 'blocked'
}

function anyAllow(rules: readonly Rule[], matches: (rule: Rule) => boolean): Outcome {
  return rules.filter((rule) => rule.action === 'allow').some(matches) ? 'open' : 'blocked'
}

/** Every way to choose true or false for each item. */
function assignments<T>(items: readonly T[]): readonly ReadonlySet<T>[] {
  return Array.from(
    { length: 2 ** items.length },
    (_, mask) => new Set(items.filter((_item, index) => (mask >> index) % 2 === 1)),
  )
}

export function naiveFilter(hop: FilterHop): Passage {
  if (!hop.ruleSets.known) return 'unknown'
  const { source, destination, destinationPorts } = hop.packet
  const [remote, local] = hop.direction === 'inbound' ? [source, destination] : [destination, source]
  const families = new Set(universe.filter((address) => holds(local.cidrs, address)).map((address) => address.includes(':')))
  const addresses = universe.filter((address) => holds(remote.cidrs, address) && families.has(address.includes(':')))
  const rules = hop.ruleSets.value.flatMap((set) => set.rules).filter((rule) => rule.protocol === 'any' || rule.protocol === 6)
  const remoteFamilies = new Set(addresses.map((address) => address.includes(':')))
  const owns = universe.filter((address) => holds(local.cidrs, address) && remoteFamilies.has(address.includes(':')))
  const tellApart = rules.some((rule) => rule.local !== undefined)

  const all: Set<Outcome>[] = []
  for (const own of tellApart ? owns : owns.slice(0, 1)) {
    for (const address of addresses) {
      const known = (rule: Rule): boolean | undefined =>
        both(peerMatches(rule.peer, address, remote), rule.local === undefined ? true : peerMatches(rule.local, own, local))
      for (let port = destinationPorts.from; port <= destinationPorts.to; port++) {
        const here = rules.filter((rule) => portMatches(rule, port))
        const open = here.filter((rule) => known(rule) === undefined)
        const outcomes = assignments(open).map((chosen) => {
          const matches = (rule: Rule): boolean => known(rule) ?? chosen.has(rule)
          return hop.policy === 'any-allow' ? anyAllow(here, matches) : firstMatch(here, matches)
        })
        all.push(new Set(outcomes))
      }
    }
  }
  return summary(all)
}

function both(one: boolean | undefined, other: boolean | undefined): boolean | undefined {
  return one === false || other === false ? false : one === undefined || other === undefined ? undefined : true
}

export function naiveRoute(hop: RouteHop): Passage {
  if (!hop.table.known) return 'unknown'
  const { routes } = hop.table.value
  const addresses = universe.filter((address) => holds(hop.destination.cidrs, address))
  return summary(
    addresses.map(
      (address) =>
        new Set(
          ways(
            address,
            routes.map((route) => lengths(address, route)),
          ).flatMap(won),
        ),
    ),
  )

  /** Each prefix length by which the route may match the address; -1 for not at all. */
  function lengths(address: string, { destinations }: (typeof routes)[number]): readonly number[] {
    if (!destinations.known) return address.includes(':') ? [-1, 0, 124, 126, 128] : [-1, 0, 28, 30, 32]
    return [Math.max(-1, ...destinations.value.map((cidr) => matchLength(address, cidr) ?? -1))]
  }

  function ways(address: string, choices: readonly (readonly number[])[]): readonly (readonly number[])[] {
    const [first, ...others] = choices
    return first === undefined ? [[]] : first.flatMap((length) => ways(address, others).map((rest) => [length, ...rest]))
  }

  function won(chosen: readonly number[]): readonly Outcome[] {
    const longest = Math.max(-1, ...chosen)
    const winner = longest === -1 ? undefined : routes[chosen.indexOf(longest)]
    if (winner?.state.kind === 'unclear') return ['open', 'blocked']
    return [winner?.state.kind === 'delivers' ? 'open' : 'blocked']
  }
}

function summary(all: readonly ReadonlySet<Outcome>[]): Passage {
  const certain = all.filter((outcomes) => outcomes.size === 1).flatMap((outcomes) => [...outcomes])
  if (certain.includes('open') && certain.includes('blocked')) return 'partly'
  if (all.length === 0 || certain.length < all.length) return 'unknown'
  return certain.includes('open') ? 'open' : 'blocked'
}
