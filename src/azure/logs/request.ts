/** What the log sources are handed: how to ask Azure, where to look, and for which time. */
import type { TokenCredential } from '@azure/identity'
import type { Answer } from '../../collect/answer.ts'
import type { Progress } from '../../collect/progress.ts'
import type { TimeWindow } from '../../core/evidence.ts'
import type { Generation } from '../../logs/app-gateway/row.ts'
import type { AzureCloud } from '../clouds.ts'

/** Where to read the access log. `auto`: wherever the gateway's diagnostic settings send it. */
export type LogsChoice =
  | { readonly kind: 'auto' }
  | { readonly kind: 'off' }
  /** A Log Analytics workspace: its ARM id, its name, or the id it goes by (a GUID). */
  | { readonly kind: 'workspace'; readonly workspace: string }
  /** A container of a storage account: `https://account.blob.core.windows.net/container`. */
  | { readonly kind: 'container'; readonly url: string }

export interface AzureLogRequest {
  /** ARM id as Resource Manager gives it. */
  readonly gatewayId: string
  readonly window: TimeWindow
  /** When collecting began: what is later than the newest row may still be on its way. */
  readonly now: Date
  readonly logs: LogsChoice
  /** The list of the gateway's diagnostic settings as it came, or why it did not. */
  readonly settings: Answer<unknown>
  /** Null when the gateway could not be read. */
  readonly generation: Generation | null
  readonly cloud: AzureCloud
  /** Where log queries are answered, if not where the cloud has it. Without the API's version. */
  readonly logsEndpoint?: string | undefined
  readonly credential: TokenCredential
  /** Aborted at the deadline: stop reading, and give what was read as partial. */
  readonly signal: AbortSignal
  readonly ask: AskForLogs
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** What has to be asked of Resource Manager to find a log: one account by its id, or all workspaces of a subscription. */
export type AskForLogs = (
  call: 'Microsoft.Storage/storageAccounts/read' | 'Microsoft.OperationalInsights/workspaces/read',
  input: { readonly id: string } | { readonly subscriptionId: string },
) => Promise<Answer<unknown>>
