/** Runs one query of Athena to its end. Loaded when Athena is asked for: it brings the SDK with it. */
import { setTimeout as delay } from 'node:timers/promises'
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { UnusableAnswer } from '../../../collect/refusal.ts'

/** One row: values by column; a value that is nothing is left out. */
export type Row = Readonly<Record<string, string>>

export interface TableResult {
  readonly rows: readonly Row[]
  readonly bytesScanned: number
}

const firstPause = 300
const longestPause = 4000
const pauseGrowth = 1.5
/** How long to wait for the word that a query is no longer wanted. */
const stopMilliseconds = 800

/** Rejects with the SDK's error, or where the query fails; a query that is given up is stopped, for it goes on costing otherwise. */
export async function runQuery(client: AthenaClient, database: string, sql: string, signal: AbortSignal): Promise<TableResult> {
  const started = await client.send(
    new StartQueryExecutionCommand({ QueryString: sql, QueryExecutionContext: { Database: database } }),
    { abortSignal: signal },
  )
  const id = started.QueryExecutionId
  if (id === undefined) throw new UnusableAnswer('the query was given no id')
  try {
    const bytesScanned = await ended(client, id, signal)
    return { rows: await rowsOf(client, id, signal), bytesScanned }
  } catch (error) {
    const over = error instanceof UnusableAnswer
    if (!over) await stop(client, id)
    throw error
  }
}

async function stop(client: AthenaClient, id: string): Promise<void> {
  const stopping = new StopQueryExecutionCommand({ QueryExecutionId: id })
  await client.send(stopping, { abortSignal: AbortSignal.timeout(stopMilliseconds) }).catch(() => undefined)
}

/** Bytes that were scanned. */
async function ended(client: AthenaClient, id: string, signal: AbortSignal): Promise<number> {
  for (let pause = firstPause; ; pause = Math.min(pause * pauseGrowth, longestPause)) {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }), { abortSignal: signal })
    const { State, StateChangeReason } = QueryExecution?.Status ?? {}
    switch (State) {
      case 'SUCCEEDED':
        return QueryExecution?.Statistics?.DataScannedInBytes ?? 0
      case 'QUEUED':
      case 'RUNNING':
        await delay(pause, undefined, { signal })
        break
      default:
        throw new UnusableAnswer(`the query ended as ${State ?? 'nothing'}: ${StateChangeReason ?? 'no reason is given'}`)
    }
  }
}

/** All pages; the first row of the first names the columns. */
async function rowsOf(client: AthenaClient, id: string, signal: AbortSignal): Promise<readonly Row[]> {
  const rows: Row[] = []
  let columns: readonly string[] | null = null
  let token: string | undefined
  do {
    const page = token === undefined ? {} : { NextToken: token }
    const answer = await client.send(new GetQueryResultsCommand({ QueryExecutionId: id, ...page }), { abortSignal: signal })
    for (const { Data = [] } of answer.ResultSet?.Rows ?? []) {
      const values = Data.map(({ VarCharValue }) => VarCharValue)
      if (columns === null) columns = values.map((value) => value ?? '')
      else
        rows.push(
          Object.fromEntries(columns.flatMap((name, index) => (values[index] === undefined ? [] : [[name, values[index]]]))),
        )
    }
    token = answer.NextToken
  } while (token !== undefined)
  return rows
}
