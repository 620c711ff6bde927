/** Where what lines turn out to be is written down. */
import type { LineKind } from '../../core/inventory.ts'
import type { TrafficDigest } from '../../core/traffic.ts'
import type { LoggedLine } from '../access-line.ts'
import type { LoggedProbe } from '../alb/health-check-line.ts'
import type { Bounds } from '../bulk.ts'

/** What logged a request: an Application Load Balancer, or an Application Gateway of the generation that the row shows. */
export type Product = 'alb' | 'gateway-v1' | 'gateway-v2'

/** Called once for every line or record; none of its functions may throw. */
export interface Book {
  /** Requests answered outside count as such. */
  readonly bounds: Bounds
  /** It must not keep the line. */
  readonly request: (line: LoggedLine, product: Product) => void
  /** A request that the reader counts together with others. */
  readonly usual: () => void
  /** Those requests, all of one balancer. */
  readonly requests: (balancer: string | null, digest: TrafficDigest, product: Product) => void
  readonly probe: (probe: LoggedProbe) => void
  /** Known, and not about requests. */
  readonly other: (kind: LineKind) => void
  /** Not readable; `recognised` where it is at least known what it was to be. */
  readonly malformed: (recognised: boolean) => void
}
