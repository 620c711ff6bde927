/** The attributes of a target group. */
import { type Fact, mapFact } from '../../core/fact.ts'
import type { PoolSettings } from '../../core/model.ts'
import { text, Unreadable } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import type { Note } from '../../normalise/words.ts'
import { type Attributes, attributesOf, noteUnknown } from './attributes.ts'
import { factOf } from './calls.ts'

export interface PoolAttributes {
  readonly settings: Fact<PoolSettings>
  readonly crossZone: Fact<boolean>
}

const knownAttributes = [
  /^deregistration_delay\./,
  /^slow_start\./,
  /^load_balancing\./,
  /^stickiness\./,
  /^target_group_health\./,
  /^lambda\./,
]

export function readAttributes(calls: Calls, arn: string, note: Note): PoolAttributes {
  const attributes = factOf(
    calls,
    'elasticloadbalancing:DescribeTargetGroupAttributes',
    { where: (input) => text(input, 'TargetGroupArn') === arn, absent: 'the attributes of the target group were not asked for' },
    (replies) => {
      const [first] = replies.map(({ output }) => attributesOf(output)) as [Attributes]
      noteUnknown(first, knownAttributes, 'target group', note)
      return {
        settings: {
          answerTimeoutSeconds: null,
          drainSeconds: first.number('deregistration_delay.timeout_seconds') ?? 300,
          slowStartSeconds: first.number('slow_start.duration_seconds') ?? 0,
          failOpenBelow: failOpenBelow(first.text('target_group_health.unhealthy_state_routing.minimum_healthy_targets.count')),
          multiValueHeaders: first.flag('lambda.multi_value_headers.enabled'),
          stickiness: first.flag('stickiness.enabled'),
        },
        // An Application Load Balancer itself always balances across zones; only a target group can turn it off.
        crossZone: first.text('load_balancing.cross_zone.enabled') !== 'false',
      }
    },
  )
  return { settings: mapFact(attributes, (one) => one.settings), crossZone: mapFact(attributes, (one) => one.crossZone) }
}

/** One healthy target is the default below which the load balancer sends to all of them. */
function failOpenBelow(value: string | null): number | null {
  if (value === 'off') return null
  const count = Number(value ?? '1')
  if (!Number.isInteger(count)) throw new Unreadable('the minimum of healthy targets is not a number')
  return count
}
