/** The neutral network model: rule sets, route tables, and the path between a load balancer and one backend. */
import type { Fact } from '../fact.ts'

/** IP protocol number, or `any`. TCP is 6. */
export type Protocol = 'any' | number

/** Inclusive. */
export interface PortRange {
  readonly from: number
  readonly to: number
}

/** Whom a rule speaks of. */
export type Peer =
  | { readonly kind: 'range'; readonly cidr: string }
  /** Interfaces that carry a group; `addresses` are the members' private addresses. */
  | { readonly kind: 'group'; readonly groupId: string; readonly addresses: Fact<readonly string[]> }
  /** A named list of ranges kept elsewhere. */
  | { readonly kind: 'list'; readonly listId: string; readonly cidrs: Fact<readonly string[]> }
  /** Something that can never match this traffic (a stale or foreign reference); `why` says so. */
  | { readonly kind: 'nothing'; readonly why: string }

export interface Rule {
  readonly id: string
  readonly action: 'allow' | 'deny'
  /** First-match policies evaluate ascending; any-allow policies ignore it. */
  readonly order: number
  readonly protocol: Protocol
  readonly ports: PortRange | 'any'
  readonly peer: Peer
  /** Whom of the hop's own end the rule speaks of; absent where it speaks of everybody there. */
  readonly local?: Peer
}

/** The rules of one security group, network ACL or NSG in one direction. */
export interface RuleSet {
  readonly id: string
  readonly name: string
  readonly rules: readonly Rule[]
}

/** One end of a flow. */
export interface Endpoint {
  /** For display: `load balancer`, `i-0abc`. */
  readonly label: string
  /** Every address the end may have, as CIDRs (a single address is a /32 or /128). Never empty. */
  readonly cidrs: readonly string[]
  /** The ranges that its addresses are drawn from, where they change: rules and routes made for it should name these. */
  readonly drawnFrom?: readonly string[]
  /** Groups the end's interface carries. */
  readonly groupIds: readonly string[]
  /** Whether these are all its groups, so that none means that it is in no group. Otherwise none means that they are not known. */
  readonly groupsComplete?: true
}

/** The TCP packets of one leg as a filter sees them. A reply goes to the ephemeral range; all of it must pass. */
export interface Packet {
  readonly source: Endpoint
  readonly destination: Endpoint
  readonly destinationPorts: PortRange
}

export type Leg = 'request' | 'reply'
export type Place = 'balancer' | 'balancer-subnet' | 'backend-subnet' | 'backend'

/** A filter that packets of one leg must pass. */
export interface FilterHop {
  readonly kind: 'filter'
  readonly leg: Leg
  readonly place: Place
  readonly direction: 'outbound' | 'inbound'
  /** any-allow: the union of all sets, allowed if any rule allows. first-match: by order, implicit deny at the end. */
  readonly policy: 'any-allow' | 'first-match'
  /** For display: `security group`, `network ACL`. */
  readonly device: string
  readonly ruleSets: Fact<readonly RuleSet[]>
  /** The orders that a rule added by the user may have; absent where the platform sets no bounds that matter. */
  readonly freeOrders?: { readonly from: number; readonly to: number }
  readonly packet: Packet
}

export interface Route {
  readonly id: string
  /** Destination ranges; a prefix list has many. */
  readonly destinations: Fact<readonly string[]>
  /** For display: `local`, `nat-0abc`, `pcx-0abc`. */
  readonly target: string
  readonly state:
    | { readonly kind: 'delivers' }
    /** The packet is thrown away: a blackhole, an inactive peering. */
    | { readonly kind: 'drops'; readonly why: string }
    /** It leaves towards something that cannot know the destination (an internet gateway for a private address). */
    | { readonly kind: 'diverts'; readonly why: string }
    /** Whether the next hop delivers is not visible from here (a transit gateway, an appliance). */
    | { readonly kind: 'unclear'; readonly why: string }
}

export interface RouteTable {
  readonly id: string
  readonly name: string
  readonly routes: readonly Route[]
}

export interface RouteHop {
  readonly kind: 'route'
  readonly leg: Leg
  readonly place: 'balancer-subnet' | 'backend-subnet'
  readonly table: Fact<RouteTable>
  readonly destination: Endpoint
}

export type Hop = FilterHop | RouteHop

/** One zone of the load balancer to one backend port and back. */
export interface Path {
  readonly backendKey: string
  /**
   * `upkeep`: what the platform itself must reach the balancer by, or the balancer the platform. `liveness`: by which the platform asks
   * whether the balancer's instances live.
   */
  readonly purpose: 'traffic' | 'probe' | 'upkeep' | 'liveness'
  readonly port: number
  /** The load balancer's zone the path starts in. */
  readonly zone: string
  readonly subnetId: string
  /** In the order a packet meets them, request leg first. */
  readonly hops: readonly Hop[]
}

export type Passage = 'open' | 'blocked' | 'partly' | 'unknown'

/** What evaluating one hop says. `partly`: some of the addresses pass and some do not. */
export interface HopVerdict {
  readonly hop: Hop
  readonly passage: Passage
  /** One line naming the rule or route that decided, or the rule that is missing. */
  readonly because: string
  /** Id of the deciding rule or route; null when it is the absence of one. */
  readonly decidedBy: string | null
}

export interface PathVerdict {
  readonly path: Path
  /** Kleene: one blocked hop settles `blocked` though another was unreadable; `open` needs them all. */
  readonly passage: Passage
  readonly hops: readonly HopVerdict[]
}
