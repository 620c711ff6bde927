/** Runs one query of Athena to its end. Loaded when Athena is asked for: it brings the SDK with it. */
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { UnusableAnswer } from '../../../collect/refusal.ts'
import { runToEnd } from '../engine-query.ts'

/** One row: values by column; a value that is nothing is left out. */
export type Row = Readonly<Record<string, string>>

export interface TableResult {
  readonly rows: readonly Row[]
  readonly bytesScanned: number
}

export function runQuery(client: AthenaClient, database: string, sql: string, signal: AbortSignal): Promise<TableResult> {
  const start = async (): Promise<string | undefined> => {
    const question = new StartQueryExecutionCommand({ QueryString: sql, QueryExecutionContext: { Database: database } })
    return (await client.send(question, { abortSignal: signal })).QueryExecutionId
  }

  const look = async (id: string): Promise<TableResult | null> => {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }), { abortSignal: signal })
    const { State, StateChangeReason } = QueryExecution?.Status ?? {}
    switch (State) {
      case 'SUCCEEDED':
        return { rows: await rowsOf(client, id, signal), bytesScanned: QueryExecution?.Statistics?.DataScannedInBytes ?? 0 }
      case 'QUEUED':
      case 'RUNNING':
        return null
      default:
        throw new UnusableAnswer(`the query ended as ${State ?? 'nothing'}: ${StateChangeReason ?? 'no reason is given'}`)
    }
  }

  const stop = (id: string, abortSignal: AbortSignal): Promise<unknown> =>
    client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }), { abortSignal })

  return runToEnd({ start, look, stop }, signal)
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
