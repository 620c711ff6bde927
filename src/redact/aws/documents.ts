/** Documents inside strings: resource policies and events, rebuilt from the parts that judging reads. */
import type { Desk } from '../dialect.ts'
import { isProviderWord } from '../vocabulary.ts'
import { redactName } from '../words.ts'

type Fields = Readonly<Record<string, unknown>>

/** A document as text, rebuilt by `rebuild`; a text of no meaning when it is no JSON object. */
function redactDocument(text: string, desk: Desk, rebuild: (fields: Fields) => unknown): string {
  const fields = parseObject(text)
  return fields === null ? desk.names.text(text) : JSON.stringify(rebuild(fields))
}

/** A policy of IAM: what is allowed, to whom, on what, and under which conditions. */
export function redactPolicy(text: string, desk: Desk): string {
  return redactDocument(text, desk, ({ Version, Statement }) => ({
    Version: redactAll(Version, 'Version', desk),
    Statement: Array.isArray(Statement)
      ? Statement.map((statement) => redactStatement(statement, desk))
      : redactStatement(Statement, desk),
  }))
}

const actionKeys = ['Action', 'NotAction'] as const
const named = ['Sid', 'Principal', 'NotPrincipal', 'Resource', 'NotResource'] as const

function redactStatement(statement: unknown, desk: Desk): unknown {
  if (!isObject(statement)) return null
  const { Effect, Condition } = statement
  const present = <Key extends string>(keys: readonly Key[]): Key[] => keys.filter((key) => key in statement)
  return {
    ...(Effect === undefined ? {} : { Effect: redactAll(Effect, 'Effect', desk) }),
    ...Object.fromEntries(present(actionKeys).map((key) => [key, redactActions(statement[key], desk)])),
    ...Object.fromEntries(present(named).map((key) => [key, redactPrincipal(statement[key], desk)])),
    ...(Condition === undefined ? {} : { Condition: redactConditions(Condition, desk) }),
  }
}

/** `lambda:InvokeFunction`, with wildcards or without. */
function redactActions(value: unknown, desk: Desk): unknown {
  if (Array.isArray(value)) return value.map((inner) => redactActions(inner, desk))
  return typeof value === 'string' && /^(\*|[a-z0-9-]+:[A-Za-z*?]+)$/i.test(value) ? value : redactAll(value, '', desk)
}

/** `{"Service": …}` by kind of principal, or names alone. */
function redactPrincipal(value: unknown, desk: Desk): unknown {
  if (!isObject(value)) return redactAll(value, '', desk)
  const kinds = ['Service', 'AWS', 'Federated', 'CanonicalUser'].filter((kind) => kind in value)
  return Object.fromEntries(kinds.map((kind) => [kind, redactAll(value[kind], '', desk)]))
}

/** Operators and keys of IAM's own stay; others judge nothing, and their names go. */
function redactConditions(value: unknown, desk: Desk): unknown {
  if (!isObject(value)) return redactAll(value, '', desk)
  return Object.fromEntries(
    Object.entries(value).map(([operator, tests]) => [
      /^(For(All|Any)Values:)?(String|Arn|Numeric|Date|Bool|Binary|IpAddress|NotIpAddress|Null)[A-Za-z]*$/i.test(operator)
        ? operator
        : desk.names.name(operator),
      isObject(tests)
        ? Object.fromEntries(
            Object.entries(tests).map(([key, patterns]) => [
              /^aws:Source(Arn|Account)$/i.test(key) ? key : desk.names.name(key),
              redactAll(patterns, '', desk),
            ]),
          )
        : redactAll(tests, '', desk),
    ]),
  )
}

/** Request parameters by which an event names its object. */
const objectFields = new Set(
  `groupId networkAclId routeTableId targetGroupArn ruleArn listenerArn loadBalancerArn service functionName autoScalingGroupName
  vpcPeeringConnectionId networkInterfaceId prefixListId`.split(/\s+/),
)
const idValue = /^(arn:|(sg|acl|rtb|i|eni|subnet|vpc|pcx|pl|igw|nat|tgw)-[0-9a-z]+$)/

/** A management event: who did what, when, to which objects. All else of the request goes. */
export function redactEvent(text: string, desk: Desk): string {
  return redactDocument(text, desk, ({ eventTime, eventName, eventSource, errorCode, userIdentity, requestParameters }) => {
    const identity = isObject(userIdentity) ? userIdentity : {}
    return {
      eventTime: redactAll(eventTime, 'eventTime', desk),
      eventName: redactAll(eventName, 'eventName', desk),
      eventSource: redactAll(eventSource, 'eventSource', desk),
      userIdentity: Object.fromEntries(
        ['type', 'arn', 'userName', 'invokedBy'].map((key) => [key, redactAll(identity[key], key, desk)]),
      ),
      requestParameters: redactParameters(requestParameters, '', desk, 0),
      errorCode: redactAll(errorCode, 'errorCode', desk),
    }
  })
}

/** Deeper than any request goes, and as deep as judging looks. */
const deepest = 9

/** Keeps what names an object; undefined when nothing does. Keys of maps may be anybody's, so only lists keep deeper places. */
function redactParameters(value: unknown, key: string, desk: Desk, depth: number): unknown {
  if (typeof value === 'string') return objectFields.has(key) || idValue.test(value) ? redactName(value, desk) : undefined
  if (typeof value !== 'object' || value === null || depth > deepest) return undefined
  const inner = Object.entries(value).map(
    ([name, one]) => [name, redactParameters(one, depth === 0 ? name : '', desk, depth + 1)] as const,
  )
  const kept = inner.filter(([, one]) => one !== undefined)
  if (depth > 0) return kept.length === 0 ? undefined : kept.map(([, one]) => one)
  return Object.fromEntries(kept.map(([name, one]) => [objectFields.has(name) ? name : desk.names.name(name), one]))
}

/** Every string in it, as a name or a provider's word. */
function redactAll(value: unknown, key: string, desk: Desk): unknown {
  if (Array.isArray(value)) return value.map((inner) => redactAll(inner, key, desk))
  if (typeof value === 'string') return isProviderWord(value, key, '', desk.dialect) ? value : redactName(value, desk)
  return isObject(value) ? null : value
}

function parseObject(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
