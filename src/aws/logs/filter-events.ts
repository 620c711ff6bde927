/** Reads the events of a log group page by page. Loaded when the first group is read: it brings the SDK with it. */
import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'

export interface EventQuery {
  readonly logGroupName?: string
  readonly logGroupIdentifier?: string
  /** Milliseconds since 1970. */
  readonly startTime: number
  readonly endTime: number
  /** False: newest first. */
  readonly startFromHead?: false
}

export interface EventPage {
  readonly events: readonly { readonly message: string; readonly at: number }[]
  /** Undefined on the last page. An empty page may well have a successor. */
  readonly next: string | undefined
}

/** One page. Rejects with the SDK's error. */
export async function filterEvents(
  client: CloudWatchLogsClient,
  query: EventQuery,
  token: string | undefined,
  signal: AbortSignal,
): Promise<EventPage> {
  const paged = token === undefined ? query : { ...query, nextToken: token }
  const { events, nextToken } = await client.send(new FilterLogEventsCommand(paged), { abortSignal: signal })
  return {
    events: (events ?? []).map(({ message, timestamp }) => ({ message: message ?? '', at: timestamp ?? Number.NaN })),
    next: nextToken || undefined,
  }
}
