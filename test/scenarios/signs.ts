/** Signs of trouble that several incidents share. */
import { allHealth, type Change, counted, failures, logged, spread } from './changes.ts'
import { permit, securityGroup } from './shop.ts'
import type { Item } from './world.ts'

/** State, reason and description of a target's health. */
type Sign = readonly [state: string, reason: string, description: string]

export const undispatched = (): readonly [number, number, number] => [-1, -1, -1]
export const atOnce = (index: number): readonly [number, number, number] => [0.001, (index % 3) / 1000, -1]
export const refused: readonly string[] = failures({ requests: 60, triple: undispatched })
export const race: readonly string[] = failures({ requests: 12, from: 2, minutes: 50, triple: atOnce })
export const silent: readonly string[] = failures({ requests: 40, triple: undispatched, line: { status: 504 } })
export const nobody: readonly string[] = failures({
  requests: 50,
  triple: undispatched,
  target: () => null,
  line: { status: 503 },
})
export const unhealthy: Sign = ['unhealthy', 'Target.FailedHealthChecks', 'Health checks failed']
export const late: Sign = ['unhealthy', 'Target.Timeout', 'Request timed out']

export const blockedGroup: Item = securityGroup('sg-0app', 'app', [permit(22, { IpRanges: [{ CidrIp: '10.0.0.0/8' }] })])
export const timingOut: readonly Change[] = [
  allHealth(...late),
  logged(silent),
  counted({ HTTPCode_ELB_504_Count: spread(40) }, { TargetConnectionErrorCount: spread(40) }),
]
