/** The registered targets as the target group knows them; what they are made of is found elsewhere. */
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2'
import { compareText } from '../../core/canonical.ts'
import type { Fact } from '../../core/fact.ts'
import type { Health, PoolConfig } from '../../core/model.ts'
import { isIpv6 } from '../../normalise/addresses.ts'
import { type Loose, neededObjects, neededText, number, part, text, Unreadable } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import type { Note } from '../../normalise/words.ts'
import { factOf } from './calls.ts'
import { readHealth } from './health.ts'

/** A registered target. */
export interface Target {
  /** `id:port`, the id in brackets where it is an IPv6 address. */
  readonly key: string
  readonly id: string
  readonly kind: 'instance' | 'address' | 'function'
  readonly port: number | null
  readonly probePort: number | null
  readonly zone: string | null
  readonly health: Health
}

/** The targets of a group, by key. */
export function readTargets(calls: Calls, arn: string, config: Fact<PoolConfig>, note: Note): Fact<readonly Target[]> {
  return factOf(
    calls,
    'elasticloadbalancing:DescribeTargetHealth',
    { where: (input) => text(input, 'TargetGroupArn') === arn, absent: 'the health of the targets was not asked for' },
    (replies) => {
      const targets = new Map<string, Target>()
      for (const item of replies.flatMap(({ output }) => neededObjects(output, 'TargetHealthDescriptions'))) {
        const target = readTarget(item, config.known ? config.value : null, note)
        if (!targets.has(target.key)) targets.set(target.key, target)
      }
      return [...targets.values()].sort((one, other) => compareText(one.key, other.key))
    },
  )
}

function readTarget(item: Loose<TargetHealthDescription>, config: PoolConfig | null, note: Note): Target {
  const target = part(item, 'Target')
  if (target === null) throw new Unreadable('there is no Target')
  const id = neededText(target, 'Id')
  const kind = kindOf(id)
  const port = kind === 'function' ? null : (number(target, 'Port') ?? config?.port ?? null)
  return {
    key: port === null ? id : `${isIpv6(id) && kind === 'address' ? `[${id}]` : id}:${port}`,
    id,
    kind,
    port,
    probePort: kind === 'function' ? null : probePort(text(item, 'HealthCheckPort'), port, config),
    zone: text(target, 'AvailabilityZone'),
    health: readHealth(item, note),
  }
}

/** The id tells: instance ids, ARNs and addresses cannot be mistaken for one another. */
function kindOf(id: string): Target['kind'] {
  if (id.startsWith('arn:')) return 'function'
  return id.startsWith('i-') ? 'instance' : 'address'
}

function probePort(stated: string | null, port: number | null, config: PoolConfig | null): number | null {
  if (stated === 'traffic-port') return port
  if (stated === null) return config === null ? null : (config.probe.port ?? port)
  const read = Number(stated)
  if (!Number.isInteger(read)) throw new Unreadable('HealthCheckPort is not a port')
  return read
}
