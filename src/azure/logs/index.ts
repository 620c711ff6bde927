/** Reads a gateway's access log from wherever it is kept, so that what it says can be recorded. */
import type { CallRecord } from '../../core/evidence.ts'
import { Unreadable } from '../../normalise/loose.ts'
import { accessLogPlaces, type LogPlaces } from '../log-places.ts'
import { readContainer } from './blobs.ts'
import { logRecord } from './records.ts'
import type { AzureLogRequest } from './request.ts'
import { type ReadSource, readNamedWorkspace, settledSources } from './sources.ts'

export type { AzureLogRequest, LogsChoice } from './request.ts'

/**
 * One record for each source that was looked into: its LogReading, or why there is none. A source that tells nothing is followed by
 * the next. Empty when logs are not wanted, and when nobody could read where they go. Never rejects.
 */
export async function collectAzureLogs(request: AzureLogRequest): Promise<readonly CallRecord[]> {
  const { logs } = request
  switch (logs.kind) {
    case 'off':
      return []
    case 'workspace':
      return [(await readNamedWorkspace(logs.workspace, request)).record]
    case 'container':
      return [(await readContainer(logs.url.replace(/\/+$/, ''), request)).record]
    case 'auto': {
      const places = placesIn(request)
      if (places === null) return []
      const sources = settledSources(places, request)
      return sources.length > 0 ? readInTurn(sources) : [unreadable(places, request)]
    }
  }
}

async function readInTurn(sources: readonly ReadSource[]): Promise<readonly CallRecord[]> {
  const records: CallRecord[] = []
  for (const read of sources) {
    const { record, tells } = await read()
    records.push(record)
    if (tells) break
  }
  return records
}

/** Null when the settings are not known; their own record says why. */
function placesIn({ settings }: AzureLogRequest): LogPlaces | null {
  if (!settings.ok) return null
  try {
    return accessLogPlaces(settings.output)
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

/** A log that goes nowhere, or where it cannot be read from. */
function unreadable({ enabled }: LogPlaces, request: AzureLogRequest): CallRecord {
  const command = `az monitor diagnostic-settings create --name access-log --resource ${request.gatewayId} --workspace <workspace id> --export-to-resource-specific true --logs '[{"category":"ApplicationGatewayAccessLog","enabled":true}]'`
  const message = enabled
    ? 'the access log goes to an event hub or a partner only, where it cannot be read back'
    : `no diagnostic setting of this gateway keeps its access log; to keep it from now on: ${command}`
  const place = { call: 'Microsoft.Insights/logs/read', source: null } as const
  return logRecord(request, place, { ok: false, gap: 'notCollected', code: 'NotKept', message }, '')
}
