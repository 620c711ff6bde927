/** Runs one query of Logs Insights to its end. Loaded with the first query: it brings the SDK with it. */
import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
  type StartQueryCommandInput,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { UnusableAnswer } from '../../../collect/refusal.ts'
import { runToEnd } from '../engine-query.ts'

export type InsightsQuery = Pick<
  StartQueryCommandInput,
  'logGroupName' | 'logGroupIdentifiers' | 'startTime' | 'endTime' | 'queryString'
>

/** One row: values by field. */
export type Row = Readonly<Record<string, string>>

export interface QueryResult {
  readonly rows: readonly Row[]
  readonly bytesScanned: number
}

export function runQuery(client: CloudWatchLogsClient, query: InsightsQuery, signal: AbortSignal): Promise<QueryResult> {
  const start = async (): Promise<string | undefined> =>
    (await client.send(new StartQueryCommand(query), { abortSignal: signal })).queryId

  const look = async (queryId: string): Promise<QueryResult | null> => {
    const answer = await client.send(new GetQueryResultsCommand({ queryId }), { abortSignal: signal })
    switch (answer.status) {
      case 'Complete':
        return {
          rows: (answer.results ?? []).map((row) =>
            Object.fromEntries(row.map(({ field, value }) => [field ?? '', value ?? ''])),
          ),
          bytesScanned: answer.statistics?.bytesScanned ?? 0,
        }
      case 'Running':
      case 'Scheduled':
        return null
      default:
        throw new UnusableAnswer(`the query ended as ${answer.status ?? 'nothing'}`)
    }
  }

  const stop = (queryId: string, abortSignal: AbortSignal): Promise<unknown> =>
    client.send(new StopQueryCommand({ queryId }), { abortSignal })

  return runToEnd({ start, look, stop }, signal)
}
