/** The members of an address pool as the gateway's configuration names them. */
import { hostCidr } from '../../normalise/addresses.ts'
import { type Loose, listed, neededText, object, objects, text, Unreadable } from '../../normalise/loose.ts'
import type { ArmPool } from './shapes.ts'

export type Member =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'name'; readonly name: string }
  /** An IP configuration of a network interface, by its ARM id. */
  | { readonly kind: 'interface'; readonly id: string }

export function membersOf(pool: Loose<ArmPool>): readonly Member[] {
  return [
    ...(listed(pool, 'backendAddresses') ?? []).map(readMember),
    ...objects(pool, 'backendIpConfigurations').map((each): Member => ({ kind: 'interface', id: neededText(each, 'id') })),
  ]
}

/** Either field may hold either kind, and old answers hold bare texts. */
function readMember(item: unknown): Member {
  const written = typeof item === 'string' ? item : textOf(object(item, 'an item of backendAddresses'))
  const value = written?.trim() ?? ''
  if (value === '') throw new Unreadable('a member has neither address nor name')
  return hostCidr(value) === null ? { kind: 'name', name: value } : { kind: 'address', address: value }
}

function textOf(item: Loose<{ readonly fqdn?: string; readonly ipAddress?: string }>): string | null {
  return text(item, 'ipAddress') ?? text(item, 'fqdn')
}
