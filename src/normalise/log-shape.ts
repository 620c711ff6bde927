/** Whether a recorded log reading has the shape that judging relies on. Evidence is a file that anyone may have edited. */
import { type Inventory, isLineKind } from '../core/inventory.ts'
import type { LogReading, ProbeLogReading } from '../core/traffic.ts'

type Test = (value: unknown) => boolean

const text: Test = (value) => typeof value === 'string'
const count: Test = (value) => typeof value === 'number' && Number.isFinite(value)
const flag: Test = (value) => typeof value === 'boolean'
const nothing: Test = (value) => value === null
const missing: Test = (value) => value === undefined

function either(...tests: readonly Test[]): Test {
  return (value) => tests.some((test) => test(value))
}

function oneOf(...words: readonly string[]): Test {
  return (value) => words.some((word) => word === value)
}

function listOf(test: Test): Test {
  return (value) => Array.isArray(value) && value.every(test)
}

function pairOf(first: Test, second: Test): Test {
  return (value) => Array.isArray(value) && value.length === 2 && first(value[0]) && second(value[1])
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function recordOf(test: Test): Test {
  return (value) => isObject(value) && Object.values(value).every(test)
}

/** Fields of T, each with its test: a field that T gains must gain one. */
function shape<T>(tests: { readonly [Field in keyof T]-?: Test }): Test {
  const fields: readonly (readonly [string, Test])[] = Object.entries(tests)
  return (value) => isObject(value) && fields.every(([field, test]) => test(value[field]))
}

type Digest = LogReading['digest']
type Item<List> = List extends readonly (infer One)[] ? One : never
type Group = Item<Digest['failures']>

const lines = shape<LogReading['digest']['lines']>({
  read: count,
  parsed: count,
  malformed: count,
  foreign: count,
  outsideWindow: count,
})

const histogram = shape<Group['wait']>({
  zero: count,
  buckets: listOf(pairOf(count, count)),
  minimum: either(nothing, count),
  maximum: either(nothing, count),
})

const failure = shape<Group>({
  origin: oneOf('gateway', 'backend'),
  status: count,
  phase: oneOf('nobody', 'not-dispatched', 'no-answer', 'cut-off', 'answered', 'unknown'),
  backend: either(nothing, text),
  pool: either(nothing, text),
  reason: either(nothing, text),
  requests: count,
  firstAt: text,
  lastAt: text,
  wait: histogram,
  duration: histogram,
  minutes: listOf(pairOf(text, count)),
  paths: listOf(pairOf(text, count)),
  samples: listOf(text),
})

const minute = shape<Item<Item<Digest['series']>['minutes']>>({
  at: text,
  requests: count,
  gateway: recordOf(count),
  backend: recordOf(count),
})

const backend = shape<Item<Digest['backends']>>({
  pool: either(nothing, text),
  backend: text,
  requests: count,
  succeeded: count,
  gatewayFailures: count,
  backendFailures: count,
  firstAt: text,
  lastAt: text,
  lastSucceededAt: either(nothing, text),
})

const path = shape<Item<Digest['paths']>>({ pool: either(nothing, text), path: text, requests: count, failures: count })

const digest = shape<Digest>({
  lines,
  series: listOf(shape<Item<Digest['series']>>({ pool: either(nothing, text), minutes: listOf(minute) })),
  failures: listOf(failure),
  backends: listOf(backend),
  paths: listOf(path),
  pathsTruncated: either(missing, flag),
})

const reading = shape<LogReading>({
  source: text,
  digest,
  objects: shape<LogReading['objects']>({ listed: count, read: count, failed: count, skipped: count }),
  notes: listOf(text),
  partial: flag,
  refused: either(
    missing,
    shape<NonNullable<LogReading['refused']>>({
      gap: oneOf('denied', 'throttled', 'notFound', 'notCollected', 'failed'),
      permission: either(nothing, text),
    }),
  ),
})

const reasons = ['timed-out', 'connection-reset', 'status-mismatch', 'body-mismatch', 'backend-error', 'internal', 'other']

const probeReading = shape<ProbeLogReading>({
  source: text,
  entries: listOf(
    shape<Item<ProbeLogReading['entries']>>({
      backend: text,
      poolName: text,
      passed: count,
      failed: count,
      reasons: listOf(pairOf(oneOf(...reasons), count)),
      lastStatus: either(nothing, text),
    }),
  ),
  lines,
})

const inventory = shape<Inventory>({
  files: shape<Inventory['files']>({ found: count, read: count, unknown: count, broken: count, unread: count }),
  lines: listOf(pairOf((value) => typeof value === 'string' && isLineKind(value), count)),
})

export function isLogReading(value: unknown): value is LogReading {
  return reading(value)
}

export function isProbeLogReading(value: unknown): value is ProbeLogReading {
  return probeReading(value)
}

export function isInventory(value: unknown): value is Inventory {
  return inventory(value)
}
