/** Whom a rule of a network security group speaks of: its prefixes, service tags and groups, as one kind of end sees them. */
import { type UnknownFact, unknown } from '../../../core/fact.ts'
import { parseCidr } from '../../../core/network/addresses.ts'
import type { Peer } from '../../../core/network/model.ts'
import { sourceOf } from '../../call-names.ts'
import { idKey } from '../calls.ts'
import { nameInId } from '../gateway.ts'
import { everywhere, meet, publicRanges, without } from './ranges.ts'
import type { NetworkTag } from './tags.ts'

/**
 * What stands at one end of a flow. `gateway` and `member` have private addresses, `public` is a member with a public one;
 * `manager` is the control plane and `internet` all that is out there, of which no address is known; `prober` is where the platform
 * asks from whether instances live.
 */
export type EndKind = 'gateway' | 'member' | 'public' | 'manager' | 'internet' | 'prober'

export interface Whom {
  readonly prefixes: readonly string[]
  /** ARM ids of application security groups. */
  readonly groups: readonly string[]
  /** Whether the rule is one of those that every group has. */
  readonly isDefault: boolean
}

/** What a single prefix or tag stands for: ranges, something unknown besides them, or nothing. */
interface Meaning {
  readonly ranges: readonly string[]
  readonly rest?: UnknownFact | null
  readonly nothing?: string
}

/** The peers that together stand for them; `everybody` needs none. */
export function peersFor(whom: Whom, kind: EndKind, tag: NetworkTag): 'everybody' | readonly Peer[] {
  const meanings = whom.prefixes.map((prefix) => [prefix, meaningOf(prefix, kind, tag, whom.isDefault)] as const)
  if (meanings.some(([, { ranges }]) => ranges === everywhere)) return 'everybody'
  const ranges = meanings.flatMap(([, meaning]) => meaning.ranges)
  const [only] = ranges
  const known: readonly Peer[] =
    only === undefined
      ? []
      : ranges.length === 1
        ? [{ kind: 'range', cidr: only }]
        : [{ kind: 'list', listId: whom.prefixes.join(', '), cidrs: { known: true, value: ranges, sources: [] } }]
  const rests = meanings.flatMap(([listId, { rest }]): readonly Peer[] => (rest ? [{ kind: 'list', listId, cidrs: rest }] : []))
  const peers = [...known, ...whom.groups.map((group) => groupPeer(group, kind)), ...rests]
  const matching = peers.filter((peer) => peer.kind !== 'nothing')
  if (matching.length > 0) return matching
  const why = meanings.flatMap(([, { nothing }]) => nothing ?? [])[0] ?? 'it names nobody'
  return [peers[0] ?? { kind: 'nothing', why }]
}

function groupPeer(id: string, kind: EndKind): Peer {
  const name = nameInId(id)
  switch (kind) {
    case 'member':
      return { kind: 'group', groupId: idKey(id), addresses: membersUnknown(name) }
    case 'gateway':
      return { kind: 'nothing', why: `instances of a gateway cannot be members of the application security group ${name}` }
    case 'public':
    case 'manager':
    case 'internet':
    case 'prober':
      return { kind: 'nothing', why: `the application security group ${name} holds network interfaces only` }
  }
}

function membersUnknown(name: string): UnknownFact {
  const source = sourceOf('Microsoft.Network/networkInterfaces/read', 'members of application security groups')
  return unknown(
    'notCollected',
    `whether ${name} holds the member is written at its network interface, which was not read`,
    source,
  )
}

function meaningOf(prefix: string, kind: EndKind, tag: NetworkTag, isDefault: boolean): Meaning {
  if (prefix === '*' || prefix.toLowerCase() === 'any') return { ranges: everywhere }
  const isTag = parseCidr(prefix) === undefined && /^[a-z]/i.test(prefix)
  const tagged = isTag ? tagMeaning(prefix, kind, tag, isDefault) : null
  if (tagged !== null) return tagged
  const isOfPeople = kind === 'gateway' || kind === 'member' || kind === 'prober'
  if (isTag) return isOfPeople ? nothing(`the service tag ${prefix} holds no private addresses`) : untold(prefix)
  if (kind !== 'manager' && kind !== 'internet') return { ranges: [prefix] }
  // Their addresses are public, and not known one by one.
  if (prefix.endsWith('/0')) return { ranges: everywhere }
  return meet([prefix], publicRanges) ? untold(prefix) : nothing(`${prefix} is private`)
}

function tagMeaning(prefix: string, kind: EndKind, { ranges, rest }: NetworkTag, isDefault: boolean): Meaning | null {
  const isOutside = kind === 'manager' || kind === 'internet'
  switch (prefix.toLowerCase()) {
    case 'virtualnetwork':
      if (kind === 'manager') return nothing('VirtualNetwork does not stand for the control plane')
      return kind === 'internet' ? { ranges: [], rest, nothing: 'VirtualNetwork is no part of the Internet' } : { ranges, rest }
    case 'internet':
      if (isOutside) return { ranges: everywhere }
      if (kind !== 'public') return nothing('the service tag Internet holds no private addresses')
      // What of these the default rule does not mean is VirtualNetwork, and the rule just before allows that.
      if (isDefault) return { ranges: publicRanges }
      return rest === null ? { ranges: without(publicRanges, ranges) } : { ranges: [], rest }
    case 'azureloadbalancer':
      if (kind === 'prober') return { ranges: everywhere }
      return nothing(
        'AzureLoadBalancer is where probes of Azure Load Balancer come from, never traffic of an Application Gateway',
      )
    case 'gatewaymanager':
      if (kind === 'prober') return nothing('GatewayManager is not where the platform asks from whether instances live')
      return kind === 'manager'
        ? { ranges: everywhere }
        : nothing('GatewayManager is the control plane, never traffic of the gateway')
    default:
      return null
  }
}

function nothing(why: string): Meaning {
  return { ranges: [], nothing: why }
}

function untold(prefix: string): Meaning {
  const source = { what: 'ranges of service tags', call: '', permission: null }
  return {
    ranges: [],
    rest: unknown('notCollected', `which addresses ${prefix} has in common with the other end is not known`, source),
  }
}
