/** How collectors ask Azure: one function, which never throws for an answer that Azure refused. */
import type { Answer } from '../collect/answer.ts'
import type { CallName } from './call-names.ts'
import type { MetricQuery } from './metric-queries.ts'

/** A call to Resource Manager; log rows and blobs are read from elsewhere. */
export type ArmCall = Exclude<
  CallName,
  'Microsoft.Insights/logs/read' | 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'
>

/** What is asked for: one object by its ARM id, or what a subscription holds. Anything else is a query parameter. */
export interface ArmInput extends Partial<MetricQuery> {
  readonly id?: string
  readonly subscriptionId?: string
  readonly resourceGroup?: string
  readonly $select?: string
  readonly $expand?: string
}

/** What Resource Manager answered, as it came. */
export type Body = Readonly<Record<string, unknown>>

/**
 * Makes a call unless the same call with the same input was made before in this run, merges all its pages, records it in the
 * evidence, and gives the answer. Never rejects: a refusal, a lost connection and the deadline are answers too.
 */
export type Ask = (call: ArmCall, input: ArmInput) => Promise<Answer<Body>>
