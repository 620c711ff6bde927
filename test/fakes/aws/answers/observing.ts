import type { Item, World } from '../../../scenarios/world.ts'
import { Refusal } from '../refusals.ts'
import type { Answer, Answers } from './index.ts'
import { itemsOf } from './input.ts'
import { metricData } from './metrics.ts'

/** Metrics, the audit trail, and logs that are delivered to log groups. */
export function observing(world: World): Answers {
  return {
    'cloudwatch:GetMetricData': (input) => metricData(world.metrics, input),
    'cloudtrail:LookupEvents': lookUp(world.events),
    'logs:DescribeDeliverySources': () => ({ deliverySources: world.deliveries.sources }),
    'logs:DescribeDeliveries': () => ({ deliveries: world.deliveries.deliveries }),
    'logs:DescribeDeliveryDestinations': () => ({ deliveryDestinations: world.deliveries.destinations }),
    'logs:FilterLogEvents': ({
      logGroupName,
      logGroupIdentifier,
      startTime = 0,
      endTime = Number.POSITIVE_INFINITY,
      filterPattern,
    }) => {
      const name = String(logGroupName ?? logGroupIdentifier)
        .replace(/^arn:.*:log-group:/, '')
        .replace(/:\*$/, '')
      const events = world.logGroups[name]
      if (events === undefined) throw new Refusal('ResourceNotFoundException', 'The specified log group does not exist.')
      const matches = matcherOf(String(filterPattern ?? ''))
      const inTime = ({ timestamp }: { timestamp: number }) => timestamp >= Number(startTime) && timestamp <= Number(endTime)
      return { events: events.filter((event) => inTime(event) && matches(event.message)), searchedLogStreams: [] }
    },
  }
}

/** Terms that must all stand in the message. Patterns over fields are refused rather than misread. */
function matcherOf(pattern: string): (message: string) => boolean {
  if (/[{}[\]?%-]/.test(pattern)) throw new Refusal('InvalidParameterException', `Invalid filter pattern: ${pattern}`)
  const terms = [...pattern.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
  return (message) => terms.every((term) => message.includes(term))
}

const trailFields: Readonly<Record<string, (event: Item) => readonly unknown[]>> = {
  EventId: ({ EventId }) => [EventId],
  EventName: ({ EventName }) => [EventName],
  EventSource: ({ EventSource }) => [EventSource],
  ReadOnly: ({ ReadOnly }) => [ReadOnly],
  Username: ({ Username }) => [Username],
  ResourceName: ({ Resources }) => itemsOf(Resources).map(({ ResourceName }) => ResourceName),
  ResourceType: ({ Resources }) => itemsOf(Resources).map(({ ResourceType }) => ResourceType),
}

/** Newest first, by at most one attribute. */
function lookUp(events: readonly Item[]): Answer {
  return ({ LookupAttributes, StartTime, EndTime }) => {
    const [attribute, second] = itemsOf(LookupAttributes)
    if (second !== undefined) {
      throw new Refusal('InvalidLookupAttributesException', 'You can only use one lookup attribute in the lookup request.')
    }
    const read = attribute === undefined ? undefined : trailFields[String(attribute.AttributeKey)]
    if (attribute !== undefined && read === undefined) {
      throw new Refusal('InvalidLookupAttributesException', `Unknown attribute ${String(attribute.AttributeKey)}`)
    }
    const from = StartTime === undefined ? Number.NEGATIVE_INFINITY : timeOf(StartTime)
    const to = EndTime === undefined ? Number.POSITIVE_INFINITY : timeOf(EndTime)
    if (from > to) throw new Refusal('InvalidTimeRangeException', 'Start time cannot be after end time.')
    return {
      Events: events
        .filter((event) => timeOf(event.EventTime) >= from && timeOf(event.EventTime) <= to)
        .filter((event) => read === undefined || read(event).includes(attribute?.AttributeValue))
        .toSorted((a, b) => timeOf(b.EventTime) - timeOf(a.EventTime)),
    }
  }
}

function timeOf(value: unknown): number {
  return new Date(value as string | Date).getTime()
}
