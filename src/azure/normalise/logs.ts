/** What the log sources gave, or why there is nothing. */
import { withPools } from '../../core/digest/pools.ts'
import { type Fact, mapFact, unknown } from '../../core/fact.ts'
import type { LogDestination } from '../../core/model.ts'
import type { LogReading } from '../../core/traffic.ts'
import { isLogReading } from '../../normalise/log-shape.ts'
import { fullest, readingsOf } from '../../normalise/readings.ts'
import type { Calls } from '../../normalise/records.ts'
import { type CallName, sourceOf } from '../call-names.ts'
import { accessLogPlaces, type LogPlaces } from '../log-places.ts'
import { factOf } from './calls.ts'
import type { PoolIds } from './pool-ids.ts'

const readingCalls: readonly CallName[] = [
  'Microsoft.Insights/logs/read',
  'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
]
const what = 'access logs'

/** The access log of the source that gave most lines, its pools by the model's ids. Sources are never added up: they hold the same requests. */
export function readAccessLog(calls: Calls, idOf: PoolIds): Fact<LogReading> {
  const log = fullest(
    readingsOf(calls, readingCalls, { kind: 'access', what }, isLogReading),
    ({ digest }) => digest.lines.parsed,
  )
  if (log !== undefined)
    return mapFact(log, (reading) => ({ ...reading, digest: withPools(reading.digest, (logged) => poolOf(logged, idOf)) }))
  const places = placesIn(calls)
  if (!places.known) return { ...places, message: `where the access logs go is not known: ${places.message}` }
  return unknown('notCollected', 'the access logs were not read', sourceOf('Microsoft.Insights/logs/read', what))
}

/** Where the log goes, for display; nowhere as long as nobody could tell. */
export function logDestinationOf(calls: Calls): LogDestination {
  const places = placesIn(calls)
  if (!places.known || !places.value.enabled) return { enabled: false }
  const { workspaces, storageAccounts } = places.value
  return { enabled: true, place: [...workspaces, ...storageAccounts].join(', ') || 'an event hub or a partner' }
}

function placesIn(calls: Calls): Fact<LogPlaces> {
  const wanted = { absent: 'diagnostic settings were not asked for', what }
  return factOf(calls, 'Microsoft.Insights/diagnosticSettings/read', wanted, ([reply]) => accessLogPlaces(reply?.output))
}

/** A pool that is no longer there keeps the name that the log has for it. */
function poolOf(logged: string | null, idOf: PoolIds): string | null {
  if (logged === null) return null
  const slash = logged.lastIndexOf('/')
  const id = slash === -1 ? idOf(logged, null) : idOf(logged.slice(0, slash), logged.slice(slash + 1))
  return id ?? logged
}
