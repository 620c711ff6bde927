/** Metrics as the rows of a log give them, so that both tell the same story. */
import type { GatewayRow } from '../../fakes/logs/app-gateway-lines.ts'
import { windowFrom } from '../world.ts'
import type { Plan } from './plan.ts'
import type { Samples } from './world.ts'

/** Samples by metric and dimensions, as they add up. */
class Tally {
  readonly samples: Map<
    string,
    { readonly name: string; readonly dimensions: Samples['dimensions']; readonly points: Map<number, number> }
  > = new Map()

  add(name: string, dimensions: Samples['dimensions'], at: number, value = 1): void {
    const key = JSON.stringify([name, dimensions])
    const found = this.samples.get(key) ?? { name, dimensions, points: new Map<number, number>() }
    found.points.set(at, (found.points.get(at) ?? 0) + value)
    this.samples.set(key, found)
  }

  list(): readonly Samples[] {
    return [...this.samples.values()].map(({ name, dimensions, points }) => ({ name, dimensions, points: [...points] }))
  }
}

/** What Azure Monitor shows of the plan: what its rows come to, and what its health is all along. */
export function metricsOf({ gateway, rows, health, healthSince, metrics, reportsMetrics }: Plan): readonly Samples[] {
  if (!reportsMetrics) return []
  const isOld = !/_v2$|^Basic/.test(gateway.sku ?? 'WAF_v2')
  const tally = new Tally()
  for (const row of rows) if (row.clientIp !== '127.0.0.1') countRow(tally, row, isOld)
  const minutes = Array.from({ length: 60 }, (_, at) => at)
  const steady = (value: number): Samples['points'] => minutes.map((at) => [at, value])
  const gauges = health.flatMap(({ pool, setting, servers }) => {
    const dimensions = { BackendSettingsPool: `${pool}~${setting}` }
    const healthy = servers.filter((server) => server.health === 'Healthy').length
    const lately = (value: number, before: number): Samples['points'] =>
      minutes.map((at) => [at, at < healthSince ? before : value])
    return [
      { name: 'HealthyHostCount', dimensions, points: lately(healthy, servers.length) },
      { name: 'UnhealthyHostCount', dimensions, points: lately(servers.length - healthy, 0) },
    ]
  })
  const own = isOld
    ? [{ name: 'CpuUtilization', dimensions: {}, points: steady(21) }]
    : [
        { name: 'CapacityUnits', dimensions: {}, points: steady(3) },
        { name: 'ComputeUnits', dimensions: {}, points: steady(1) },
      ]
  const counted = [...tally.list(), ...gauges, ...own, { name: 'CurrentConnections', dimensions: {}, points: steady(40) }]
  const given = new Set(metrics.map(({ name }) => name))
  return [...counted.filter(({ name }) => !given.has(name)), ...metrics]
}

function countRow(tally: Tally, row: GatewayRow, isOld: boolean): void {
  const at = Math.floor((Date.parse(row.time) - Date.parse(windowFrom)) / 60_000)
  const group = groupOf(row.status)
  const pool = { BackendSettingsPool: `${row.pool}~${row.setting}` }
  if (group !== null) tally.add('ResponseStatus', { HttpStatusGroup: group }, at)
  tally.add('TotalRequests', pool, at)
  if (row.status >= 500) tally.add('FailedRequests', pool, at)
  if (isOld || row.serverRouted === null || row.pool === null || row.setting === null) return
  const server = { BackendServer: row.serverRouted, BackendPool: row.pool, BackendHttpSetting: row.setting }
  const came = isAnswer(row) ? groupOf(Number(row.serverStatus)) : null
  if (came !== null) tally.add('BackendResponseStatus', { ...server, HttpStatusGroup: came }, at)
}

/** What the proxy writes of itself is no answer of a backend. */
function isAnswer({ serverStatus, errorInfo }: GatewayRow): boolean {
  return serverStatus !== null && (errorInfo === null || errorInfo === 'ERRORINFO_NO_ERROR')
}

function groupOf(status: number): string | null {
  return status >= 200 && status < 600 ? `${Math.floor(status / 100)}xx` : null
}
