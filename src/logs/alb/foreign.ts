/** Telling a line of another log from a broken line of this one. */

/** What else belongs into a folder of access logs: lines of other balancers' and other logs, and the file that tests the permission. */
export type ForeignKind = 'alb-connection' | 'alb-probe' | 'network-load-balancer' | 'classic-load-balancer' | 'test-file'

const lookedAt = 400
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/
const port = /^\d{1,5}$/

/** What a line is that is no access-log line of an Application Load Balancer; null when it is nothing that is known. */
export function foreignKindOf(line: string): ForeignKind | null {
  const start = line.slice(0, lookedAt)
  if (/^Enable \w+ for ELB/i.test(start) || start.includes('ELBAccessLogTestFile')) return 'test-file'
  const fields = start.split(' ')
  const [first = '', second = '', third = '', fourth = ''] = fields
  if (third.startsWith('net/') || fourth.startsWith('net/')) return 'network-load-balancer'
  if (time.test(second) && (fields[5] === 'PASS' || fields[5] === 'FAIL')) return 'alb-probe'
  if (!time.test(first) || fields.length < 5) return null
  return port.test(third) && port.test(fourth) ? 'alb-connection' : 'classic-load-balancer'
}
