/**
 * Log Analytics for the one query that lb502 makes: what the query would count, counted here row by row and in the simplest way.
 * Nothing is taken from the program but the kinds and names of the columns that it reads.
 */
import type { AzureWorld } from '../../../scenarios/azure-worlds/world.ts'
import type { Item } from '../../../scenarios/world.ts'
import { Refusal } from '../refusals.ts'

export type Tables = Readonly<Record<string, readonly Item[]>>

/** The answer to `POST /v1<path>/query`. Throws a Refusal for what the service does not know or understand. */
export function answerLogQuery(world: AzureWorld, path: string, body: string): Item {
  return countedBy(queryIn(body), tablesFor(world, path))
}

function tablesFor({ workspaces, resources }: AzureWorld, path: string): readonly Tables[] {
  const [, id = ''] = /^\/v1(\/.*)\/query$/i.exec(path) ?? []
  const named = /^\/workspaces\/([^/]+)$/i.exec(id)?.[1]
  const own = Object.entries(workspaces).filter(([workspace]) => {
    if (named !== undefined) return customerId(resources, workspace) === named.toLowerCase()
    return !/\/workspaces\//i.test(id) || workspace.toLowerCase() === id.toLowerCase()
  })
  if (id === '' || (own.length === 0 && /\/workspaces\//i.test(id))) {
    throw new Refusal('PathNotFoundError', 'The requested path does not exist', 404)
  }
  return own.map(([, { tables }]) => tables)
}

function customerId(resources: readonly Item[], workspace: string): string | undefined {
  const properties = resources.find(({ id }) => String(id).toLowerCase() === workspace.toLowerCase())?.properties
  return String((properties as { readonly customerId?: string } | undefined)?.customerId ?? '').toLowerCase() || undefined
}

interface Asked {
  readonly gateway: string
  readonly start: number
  readonly end: number
}

function queryIn(body: string): Asked {
  const { query } = JSON.parse(body) as { readonly query: string }
  const [, gateway] = /^let gateway = (".*");$/m.exec(query) ?? []
  const time = (name: string): number => Date.parse(new RegExp(`^let ${name} = datetime\\((.*)\\);$`, 'm').exec(query)?.[1] ?? '')
  if (gateway === undefined || Number.isNaN(time('windowStart') + time('windowEnd'))) {
    throw new Refusal('BadArgumentError', 'The request had some invalid properties', 400)
  }
  return { gateway: JSON.parse(gateway) as string, start: time('windowStart'), end: time('windowEnd') }
}

type Logged = Readonly<Record<string, string | number | boolean | null>>

/** What the query makes of a row before it counts. */
function logged(table: string, row: Item): Logged {
  const told = (dedicated: string, legacy: string): string => String(row[table === 'AGWAccessLogs' ? dedicated : legacy] ?? '')
  const last = (text: string): string => text.split(/[\s,]+/).at(-1) ?? ''
  const plain = (text: string): string => (text === '-' ? '' : text)
  const number = (text: string): number | null => (text === '' || text === '-' ? null : Number(text))
  const isOld = told('InstanceId', 'instanceId_s').startsWith('ApplicationGatewayRole_IN_')
  const query = new URLSearchParams(told('RequestQuery', 'requestQuery_s'))
  const status = number(told('HttpStatus', 'httpStatus_d'))
  const failing = status === 502 || status === 503 || status === 504
  const latency = number(last(told('ServerResponseLatency', 'serverResponseLatency_s')))
  const taken = number(told('TimeTaken', 'timeTaken_d'))
  const [method, uri] = [plain(told('HttpMethod', 'httpMethod_s')), plain(told('RequestUri', 'requestUri_s'))]
  return {
    Table: table,
    At: String(row.TimeGenerated),
    Client: told('ClientIp', 'clientIP_s'),
    Status: status,
    ServerStatus: number(last(isOld ? (query.get('SERVER-STATUS') ?? '') : told('ServerStatus', 'serverStatus_s'))),
    Routed: plain(last(isOld ? (query.get('SERVER-ROUTED') ?? '') : told('ServerRouted', 'serverRouted_s'))),
    Pool: plain(told('BackendPoolName', 'backendPoolName_s')),
    Setting: plain(told('BackendSettingName', 'backendSettingName_s')),
    Error: failing ? plain(told('ErrorInfo', 'error_info_s')) : '',
    Failing: failing,
    Waited: failing && latency !== null && latency > 0,
    Connected: failing && number(last(told('ServerConnectTime', 'serverConnectTime_s'))) !== null,
    Latency: latency ?? 0,
    Taken: taken === null ? null : isOld ? taken / 1000 : taken,
    Path: method === '' || uri === '' ? '' : `${method} ${uri.split(/[?#]/)[0] || '/'}`.slice(0, 200),
  }
}

const traits = ['Table', 'Pool', 'Setting', 'Status', 'ServerStatus', 'Error', 'Routed', 'Waited', 'Connected']

/** The whole answer, from any number of workspaces. */
export function countedBy({ gateway, start, end }: Asked, workspaces: readonly Tables[]): Item {
  const rows = workspaces.flatMap((tables) =>
    Object.entries(tables).flatMap(([table, all]) =>
      all.filter((row) => isOwn(table, row, gateway, start, end)).map((row) => logged(table, row)),
    ),
  )
  const counted = rows.filter(({ Client, Status }) => Client !== '127.0.0.1' && Status !== null)
  const failed = counted.filter(({ Failing }) => Failing)
  const failedPaths = new Set(failed.map(({ Path }) => Path))
  const minuteOf = (row: Logged): Logged => ({ ...row, At: `${String(row.At).slice(0, 16)}:00Z` })
  const timed = (row: Logged, seconds: unknown): Logged => ({
    ...row,
    Seconds: Number(seconds),
    Bucket: bucketOf(Number(seconds)),
  })
  const left = rows.filter((row) => !counted.includes(row))
  const answer = [
    ...summarize(
      'uncounted',
      ['Table', 'Text'],
      left.map((row) => ({ ...row, Text: row.Client === '127.0.0.1' ? 'foreign' : 'malformed' })),
    ),
    ...summarize('minute', ['At', ...traits.filter((trait) => trait !== 'Routed')], counted.map(minuteOf)),
    ...summarize(
      'backend',
      traits,
      counted.filter(({ Routed }) => Routed !== ''),
      firstAndLast,
    ),
    ...summarize(
      'failure',
      ['Minute', ...traits],
      failed.map((row) => ({ ...row, Minute: minuteOf(row).At ?? null })),
      firstAndLast,
    ).map(({ Minute, ...row }) => ({ ...row, At: Minute ?? null })),
    ...summarize(
      'wait',
      ['Bucket', ...traits],
      failed.map((row) => timed(row, row.Latency)),
      lowAndHigh,
    ),
    ...summarize(
      'duration',
      ['Bucket', ...traits],
      failed.filter(({ Taken }) => Taken !== null).map((row) => timed(row, row.Taken)),
      lowAndHigh,
    ),
    ...summarize(
      'path',
      ['Path', ...traits],
      failed.filter(({ Path }) => Path !== ''),
    ),
    ...summarize(
      'asked',
      ['Table', 'Pool', 'Setting', 'Path'],
      counted.filter(({ Path }) => Path !== '' && failedPaths.has(Path)),
    ),
    ...samples(failed),
  ]
  const columns = [...new Set(answer.flatMap((row) => Object.keys(row)))]
  return {
    tables: [
      {
        name: 'PrimaryResult',
        columns: columns.map((name) => ({ name, type: 'string' })),
        rows: answer.map((row: Logged) => columns.map((name) => row[name] ?? null)),
      },
    ],
  }
}

function isOwn(table: string, row: Item, gateway: string, start: number, end: number): boolean {
  const at = Date.parse(String(row.TimeGenerated))
  const id = String(table === 'AGWAccessLogs' ? row._ResourceId : row.ResourceId)
  const known = table === 'AGWAccessLogs' || (table === 'AzureDiagnostics' && row.Category === 'ApplicationGatewayAccessLog')
  return known && at >= start && at < end && id.toLowerCase() === gateway.toLowerCase()
}

function summarize(
  kind: string,
  by: readonly string[],
  rows: readonly Logged[],
  more: (rows: readonly Logged[]) => Logged = () => ({}),
): readonly Logged[] {
  const groups = new Map<string, Logged[]>()
  for (const row of rows) {
    const key = JSON.stringify(by.map((name) => row[name] ?? null))
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()].map((group) => ({
    ...Object.fromEntries(by.map((name) => [name, group[0]?.[name] ?? null])),
    ...more(group),
    N: group.length,
    Kind: kind,
  }))
}

function firstAndLast(rows: readonly Logged[]): Logged {
  const times = rows.map(({ At }) => String(At)).sort()
  return { First: times[0] ?? null, Last: times.at(-1) ?? null }
}

function lowAndHigh(rows: readonly Logged[]): Logged {
  const seconds = rows.map(({ Seconds }) => Number(Seconds))
  return { Low: Math.min(...seconds), High: Math.max(...seconds) }
}

function bucketOf(seconds: number): number | null {
  return seconds < 0.001 ? null : Math.floor(Math.log(seconds) / Math.log(1.05))
}

/** Up to three of each group. */
function samples(failed: readonly Logged[]): readonly Logged[] {
  const seen = new Map<string, number>()
  return failed.flatMap((row) => {
    const key = JSON.stringify(traits.map((name) => row[name]))
    seen.set(key, (seen.get(key) ?? 0) + 1)
    if ((seen.get(key) ?? 0) > 3) return []
    const { Table, At, Status, Error: error, Routed, ServerStatus } = row
    const text = JSON.stringify({
      time: At,
      httpStatus: Status,
      error_info: error,
      serverRouted: Routed,
      serverStatus: ServerStatus,
    })
    return [
      {
        ...Object.fromEntries(traits.map((name) => [name, row[name] ?? null])),
        Table: Table ?? null,
        Text: text,
        Kind: 'sample',
      },
    ]
  })
}
