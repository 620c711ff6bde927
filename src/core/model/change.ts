/** Management events. */

export type ChangeKind =
  | 'firewall'
  | 'routing'
  | 'dns'
  | 'registration'
  | 'pool-settings'
  | 'balancer-settings'
  | 'listener'
  | 'deployment'
  | 'power'
  | 'function'
  | 'other'

export interface Change {
  readonly at: string
  readonly who: string
  /** The provider's event name and the object: `RevokeSecurityGroupIngress sg-app`. */
  readonly what: string
  readonly kind: ChangeKind
  /** Ids of the objects named in the event. */
  readonly objectIds: readonly string[]
}
