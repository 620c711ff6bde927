/** Runs one query of Logs Insights to its end. Loaded with the first query: it brings the SDK with it. */
import { setTimeout as delay } from 'node:timers/promises'
import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
  type StartQueryCommandInput,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { UnusableAnswer } from '../../../collect/refusal.ts'

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

/** Most queries take seconds. */
const firstPause = 250
const longestPause = 4000
const pauseGrowth = 1.5
/** How long to wait for the word that a query is no longer wanted. */
const stopMilliseconds = 800

/** Rejects with the SDK's error, or where the query fails; a query that is given up is stopped, for it goes on costing otherwise. */
export async function runQuery(client: CloudWatchLogsClient, query: InsightsQuery, signal: AbortSignal): Promise<QueryResult> {
  const { queryId } = await client.send(new StartQueryCommand(query), { abortSignal: signal })
  if (queryId === undefined) throw new UnusableAnswer('the query was given no id')
  try {
    return await resultOf(client, queryId, signal)
  } catch (error) {
    const ended = error instanceof UnusableAnswer
    if (!ended)
      await client
        .send(new StopQueryCommand({ queryId }), { abortSignal: AbortSignal.timeout(stopMilliseconds) })
        .catch(() => undefined)
    throw error
  }
}

async function resultOf(client: CloudWatchLogsClient, queryId: string, signal: AbortSignal): Promise<QueryResult> {
  for (let pause = firstPause; ; pause = Math.min(pause * pauseGrowth, longestPause)) {
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
        await delay(pause, undefined, { signal })
        break
      default:
        throw new UnusableAnswer(`the query ended as ${answer.status ?? 'nothing'}`)
    }
  }
}
