/** The network as the evidence shows it: every table that paths are made of, read once and shared. */
import type { RouteTable } from '../../core/network/model.ts'
import type { Calls } from '../../normalise/records.ts'
import type { Note } from '../../normalise/words.ts'
import type { AttachedTo } from './attached.ts'
import { type Interfaces, readInterfaces } from './interfaces.ts'
import type { Listing } from './listing.ts'
import { type Instanced, readMachines } from './machines.ts'
import { type AclRules, readNetworkAcls } from './network-acls.ts'
import { type Peering, readPeerings } from './peerings.ts'
import { readPrefixLists } from './prefix-lists.ts'
import { readRouteTables } from './route-tables.ts'
import { readSecurityGroups, type SecurityGroups } from './security-groups.ts'
import { readNetworks, readSubnets, type Subnet } from './subnets.ts'

export interface Network {
  readonly machines: Listing<Instanced>
  readonly interfaces: Interfaces
  readonly subnets: Listing<Subnet>
  readonly peerings: Listing<Peering>
  readonly groups: SecurityGroups
  readonly acls: AttachedTo<AclRules>
  readonly tables: AttachedTo<RouteTable>
}

/** `account`: whose network it is; null when unknown. */
export function readNetwork(calls: Calls, account: string | null, note: Note): Network {
  const interfaces = readInterfaces(calls)
  const prefixLists = readPrefixLists(calls)
  const peerings = readPeerings(calls)
  return {
    machines: readMachines(calls, note),
    interfaces,
    subnets: readSubnets(calls),
    peerings,
    groups: readSecurityGroups(calls, { interfaces, prefixLists, account }),
    acls: readNetworkAcls(calls, note),
    tables: readRouteTables(calls, { prefixLists, peerings, networks: readNetworks(calls) }, note),
  }
}
