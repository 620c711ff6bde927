/** What became of every line of the log files that were read, whatever they turned out to hold. */

/** Kinds of lines and records. The first three are counted as requests and probes; the others tell nothing of requests. */
export type LineKind =
  | 'alb-request'
  | 'gateway-request'
  | 'alb-probe'
  | 'alb-connection'
  | 'network-load-balancer'
  | 'classic-load-balancer'
  | 'test-file'
  | 'gateway-firewall'
  | 'gateway-performance'
  /** The gateway's own requests to itself, and categories that are no request log. */
  | 'gateway-other'
  | 'cloudtrail'
  | 'column-names'
  /** JSON of no kind that is known here. */
  | 'other-record'
  /** Of balancers beyond as many as anyone has. */
  | 'surplus-balancer'
  /** In a file that holds lines of a known kind too: cut, damaged, over-long. */
  | 'malformed'
  /** In a file that holds no line of a known kind. */
  | 'unknown-format'

/** Standard input counts as a file. */
export interface Inventory {
  readonly files: {
    readonly found: number
    /** Read to their end, with lines of a known kind in them. */
    readonly read: number
    /** Read to their end, without any line of a known kind; empty ones included. */
    readonly unknown: number
    /** Broken off: what came before counts. */
    readonly broken: number
    /** Not opened, or not reached before the run was ended. */
    readonly unread: number
  }
  /** Most first. They add up to every line and record that was read. */
  readonly lines: readonly (readonly [LineKind, number])[]
}

const words: Readonly<Record<LineKind, readonly [one: string, several: string]>> = {
  'alb-request': ['request of an Application Load Balancer', 'requests of Application Load Balancers'],
  'gateway-request': ['request of an Application Gateway', 'requests of Application Gateways'],
  'alb-probe': ['health check of a load balancer', 'health checks of load balancers'],
  'alb-connection': [
    'line of a connection log, which shows the client side only',
    'lines of connection logs, which show the client side only',
  ],
  'network-load-balancer': ['line of a Network Load Balancer', 'lines of Network Load Balancers'],
  'classic-load-balancer': ['line of a Classic Load Balancer', 'lines of Classic Load Balancers'],
  'test-file': ['line that only tests the log’s place', 'lines that only test the log’s place'],
  'gateway-firewall': ['line of a firewall log', 'lines of firewall logs'],
  'gateway-performance': ['line of a performance log', 'lines of performance logs'],
  'gateway-other': ['other line of an Application Gateway', 'other lines of Application Gateways'],
  cloudtrail: ['event of CloudTrail', 'events of CloudTrail'],
  'column-names': ['line of column names', 'lines of column names'],
  'other-record': ['record of another kind', 'records of other kinds'],
  'surplus-balancer': ['line of a surplus load balancer', 'lines of surplus load balancers'],
  malformed: ['damaged line', 'damaged lines'],
  'unknown-format': ['line of no known format', 'lines of no known format'],
}

export const lineKinds: readonly string[] = Object.keys(words)

export function isLineKind(text: string): text is LineKind {
  return lineKinds.includes(text)
}

/** What lines of a kind are called: `requests of Application Load Balancers`. */
export function lineKindWords(kind: LineKind, lines: number): string {
  const [one, several] = words[kind]
  return lines === 1 ? one : several
}
