/** Telling a line of another log from a broken line of this one. */

const lookedAt = 400
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/

/**
 * Whether a line that is no access-log line of an Application Load Balancer is something else that belongs in such a folder: a
 * Network or Classic Load Balancer's line, a connection-log or health-check-log line, or the file that tests the permission.
 */
export function isForeignLine(line: string): boolean {
  const start = line.slice(0, lookedAt)
  if (/^Enable \w+ for ELB/i.test(start) || start.includes('ELBAccessLogTestFile')) return true
  const fields = start.split(' ')
  const isConnection = time.test(fields[0] ?? '') && fields.length >= 5
  const isNetwork = (fields[2] ?? '').startsWith('net/') || (fields[3] ?? '').startsWith('net/')
  const isHealthCheck = time.test(fields[1] ?? '') && (fields[5] === 'PASS' || fields[5] === 'FAIL')
  return isConnection || isNetwork || isHealthCheck
}
