/** Management events of CloudTrail as changes. */
import type { Event } from '@aws-sdk/client-cloudtrail'
import { compareText } from '../../core/canonical.ts'
import type { Fact } from '../../core/fact.ts'
import type { Change } from '../../core/model.ts'
import { flag, type Loose, neededObjects, neededText, objects, text, time, Unreadable } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import type { Json } from '../json.ts'
import { lastSegment, nameInArn } from './arns.ts'
import { factOf } from './calls.ts'
import { changeKind } from './change-kinds.ts'

/** Every event that changed something, ascending by time. One event shows up under each object that it names. */
export function readChanges(calls: Calls): Fact<readonly Change[]> {
  return factOf(calls, 'cloudtrail:LookupEvents', { absent: 'recent changes were not asked for' }, (replies) => {
    const changes = new Map<string, Change>()
    for (const event of replies.flatMap(({ output }) => neededObjects(output, 'Events'))) {
      const body = bodyOf(event)
      if (isChange(event, body)) changes.set(neededText(event, 'EventId'), readChange(event, body))
    }
    return [...changes]
      .sort(([id, one], [otherId, other]) => compareText(one.at, other.at) || compareText(id, otherId))
      .map(([, change]) => change)
  })
}

type Fields = Readonly<Record<string, unknown>>

/** The event in full, which CloudTrail gives as text; empty when it is missing or cut. */
function bodyOf(event: Loose<Json<Event>>): Fields {
  try {
    const body: unknown = JSON.parse(text(event, 'CloudTrailEvent') ?? '{}')
    return isObject(body) ? body : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

/** Refused attempts and mere reads change nothing. */
function isChange(event: Loose<Json<Event>>, body: Fields): boolean {
  const reads = flag(event, 'ReadOnly') === true || /^(Describe|Get|List|Lookup|Head|Search)/.test(text(event, 'EventName') ?? '')
  return !reads && !body.errorCode
}

function readChange(event: Loose<Json<Event>>, body: Fields): Change {
  const at = time(event, 'EventTime')
  if (at === null) throw new Unreadable('there is no EventTime')
  const name = neededText(event, 'EventName')
  const resources = objects(event, 'Resources').flatMap((resource) => text(resource, 'ResourceName') ?? [])
  const main = mainObject(body.requestParameters)
  const named = [...new Set([...(main === undefined ? [] : [main]), ...idsIn(body.requestParameters), ...resources])]
  const [object] = named
  return {
    at,
    who: who(body.userIdentity) ?? text(event, 'Username') ?? 'unknown',
    what: object === undefined ? name : `${name} ${shortName(object)}`,
    kind: changeKind(name),
    objectIds: named.sort(compareText),
  }
}

/** `alice`, `deploy-role/build-42`, `autoscaling.amazonaws.com`. */
function who(identity: unknown): string | null {
  if (!isObject(identity)) return null
  const { type, arn, userName, invokedBy } = identity
  if (type === 'Root') return 'root'
  if (type === 'AssumedRole' && typeof arn === 'string') return arn.split(':assumed-role/')[1] ?? arn
  const names = [userName, invokedBy, arn]
  return names.find((name): name is string => typeof name === 'string' && name !== '') ?? null
}

/** Request parameters that name the object of an event, the most telling first. */
const objectFields = [
  'groupId',
  'networkAclId',
  'routeTableId',
  'targetGroupArn',
  'ruleArn',
  'listenerArn',
  'loadBalancerArn',
  'service',
  'functionName',
  'autoScalingGroupName',
  'vpcPeeringConnectionId',
  'networkInterfaceId',
  'prefixListId',
]

function mainObject(parameters: unknown): string | undefined {
  if (!isObject(parameters)) return undefined
  const values = objectFields.map((field) => parameters[field])
  return values.find((value): value is string => typeof value === 'string' && value !== '')
}

const idPattern = /^(arn:|(sg|acl|rtb|i|eni|subnet|vpc|pcx|pl|igw|nat|tgw)-[0-9a-z]+$)/

/** Ids anywhere in the parameters; those of services and functions are names, which only their field tells. */
function idsIn(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return idPattern.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null || depth > 8) return []
  return Object.values(value).flatMap((one) => idsIn(one, depth + 1))
}

/** `web` for a load balancer's or target group's ARN, the last part of other ARNs, other ids as they are. */
function shortName(id: string): string {
  if (/:(targetgroup|loadbalancer)\//.test(id)) return nameInArn(id) ?? id
  return id.startsWith('arn:') ? lastSegment(id.slice(id.lastIndexOf(':') + 1)) : id
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
