import { randomUUID } from 'node:crypto'
import type { World } from '../../../scenarios/world.ts'
import { SyntaxFault } from '../../insights/expressions.ts'
import { runInsights } from '../../insights/run.ts'
import { Refusal } from '../refusals.ts'
import type { Answers } from './index.ts'
import { textsOf } from './input.ts'

interface Query {
  readonly run: () => { readonly rows: readonly Readonly<Record<string, string>>[]; readonly bytesScanned: number }
  polls: number
  stopped: boolean
}

/** Logs Insights: a query runs for a poll or two before it is complete. */
export function querying({ logGroups }: World): Answers {
  const queries = new Map<string, Query>()
  const queryOf = (id: unknown): Query => {
    const query = queries.get(String(id))
    if (query === undefined) throw new Refusal('ResourceNotFoundException', 'The specified query does not exist.')
    return query
  }
  return {
    'logs:StartQuery': ({ logGroupName, logGroupIdentifiers, startTime, endTime, queryString }) => {
      const [name = ''] = [...textsOf(logGroupName), ...textsOf(logGroupIdentifiers)]
      const events = logGroups[name.replace(/^arn:.*:log-group:/, '')]
      if (events === undefined) throw new Refusal('ResourceNotFoundException', 'The specified log group does not exist.')
      const asked = events.filter(({ timestamp }) => {
        const second = Math.floor(timestamp / 1000)
        return second >= Number(startTime) && second <= Number(endTime)
      })
      const queryId = randomUUID()
      const bytesScanned = asked.reduce((sum, { message }) => sum + message.length, 0)
      try {
        const rows = runInsights(String(queryString), asked)
        queries.set(queryId, { run: () => ({ rows, bytesScanned }), polls: 0, stopped: false })
      } catch (error) {
        if (error instanceof SyntaxFault) throw new Refusal('MalformedQueryException', error.message)
        throw error
      }
      return { queryId }
    },
    'logs:GetQueryResults': ({ queryId }) => {
      const query = queryOf(queryId)
      query.polls += 1
      if (query.stopped) return { status: 'Cancelled', results: [] }
      if (query.polls < 2) return { status: 'Running', results: [] }
      const { rows, bytesScanned } = query.run()
      return {
        status: 'Complete',
        results: rows.map((row) => Object.entries(row).map(([field, value]) => ({ field, value }))),
        statistics: { bytesScanned, recordsMatched: rows.length, recordsScanned: rows.length },
      }
    },
    'logs:StopQuery': ({ queryId }) => {
      queryOf(queryId).stopped = true
      return { success: true }
    },
  }
}
