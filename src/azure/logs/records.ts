/** How log readings, and the reasons why there are none, stand in the evidence. */
import type { Answer } from '../../collect/answer.ts'
import type { CallRecord } from '../../core/evidence.ts'
import { type CallName, callInfo } from '../call-names.ts'
import { parseAzureResourceId } from '../resource-id.ts'
import type { AzureLogRequest } from './request.ts'

/** A log as it was looked for. */
export interface LogPlace {
  readonly call: Extract<
    CallName,
    'Microsoft.Insights/logs/read' | 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'
  >
  /** For display; null when there is no such place. */
  readonly source: string | null
}

/** What the place gave. `permission` names the one that was missing where it is not the call's own; empty where none would help. */
export function logRecord(
  { gatewayId, window }: Pick<AzureLogRequest, 'gatewayId' | 'window'>,
  { call, source }: LogPlace,
  outcome: Answer<unknown>,
  permission: string = callInfo(call).permission,
): CallRecord {
  const scope = parseAzureResourceId(gatewayId)?.subscription ?? ''
  return { call, scope, permission, input: { kind: 'access', source, from: window.from, to: window.to }, outcome }
}

/** What one source came to. */
export interface Sourced {
  readonly record: CallRecord
  /** Whether it tells of any request in the window. */
  readonly tells: boolean
}
