/** Finds the log groups to which CloudWatch delivers a load balancer's logs: its own attributes do not show them. */
import type { RecordLayout } from '../../logs/alb/plain-record.ts'
import type { CallOutput } from '../call-types.ts'
import type { LogRequest } from '../log-request.ts'
import { parseArn } from '../target.ts'
import type { LogKind } from './gatherer.ts'
import { recordLog } from './records.ts'

/** A log group that a log of the balancer goes to. */
export interface DeliveredGroup {
  readonly kind: LogKind
  readonly region: string
  readonly name: string
  /** The group's ARN, by which one of another account is addressed. */
  readonly arn: string
  readonly account: string
  readonly layout: RecordLayout | null
}

const kinds: Readonly<Record<string, LogKind>> = { ALB_ACCESS_LOGS: 'access', ALB_HEALTH_CHECK_LOGS: 'probe' }

type Delivery = NonNullable<CallOutput<'logs:DescribeDeliveries'>['deliveries']>[number]
type Destination = NonNullable<CallOutput<'logs:DescribeDeliveryDestinations'>['deliveryDestinations']>[number]

/** The groups, access logs first; empty when nothing is delivered to one, or when that cannot be found out, which is recorded. */
export async function findDeliveredGroups(request: LogRequest): Promise<readonly DeliveredGroup[]> {
  const { ask, loadBalancerArn } = request
  const sources = await ask('logs:DescribeDeliverySources', {})
  if (!sources.ok) return []
  const own = (sources.output.deliverySources ?? []).flatMap(({ name, logType, resourceArns }) => {
    const kind = kinds[logType ?? '']
    return kind !== undefined && name !== undefined && resourceArns?.includes(loadBalancerArn) ? [{ name, kind }] : []
  })
  if (own.length === 0) return []
  const [deliveries, destinations] = await Promise.all([
    ask('logs:DescribeDeliveries', {}),
    ask('logs:DescribeDeliveryDestinations', {}),
  ])
  if (!deliveries.ok || !destinations.ok) {
    const [refused, permission] = deliveries.ok
      ? ([destinations, 'logs:DescribeDeliveryDestinations'] as const)
      : ([deliveries, 'logs:DescribeDeliveries'] as const)
    for (const kind of new Set(own.map((source) => source.kind))) {
      const place = { kind, call: 'logs:FilterLogEvents', region: request.region, source: null } as const
      if (!refused.ok) recordLog(request, place, refused, permission)
    }
    return []
  }
  const byArn = new Map((destinations.output.deliveryDestinations ?? []).map((one) => [one.arn, one]))
  return own
    .flatMap(({ name, kind }) =>
      (deliveries.output.deliveries ?? [])
        .filter((delivery) => delivery.deliverySourceName === name)
        .flatMap((delivery) => groupOf(kind, delivery, byArn.get(delivery.deliveryDestinationArn)) ?? []),
    )
    .sort((one, other) => (one.arn < other.arn ? -1 : 1))
}

/** Null when the destination is no log group. */
function groupOf(kind: LogKind, delivery: Delivery, destination: Destination | undefined): DeliveredGroup | null {
  const arn = (destination?.deliveryDestinationConfiguration?.destinationResourceArn ?? '').replace(/:\*$/, '')
  const { service, region, account, resource } = parseArn(arn) ?? { service: '', region: '', account: '', resource: '' }
  if (service !== 'logs' || !resource.startsWith('log-group:')) return null
  const layout = destination?.outputFormat === 'plain' ? layoutOf(delivery) : null
  return { kind, region, name: resource.slice('log-group:'.length), arn, account, layout }
}

function layoutOf({ recordFields, fieldDelimiter }: Delivery): RecordLayout | null {
  return recordFields === undefined || recordFields.length === 0
    ? null
    : { fields: recordFields, delimiter: fieldDelimiter ?? '' }
}
