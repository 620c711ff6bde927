/** Rows of an hour: those of requests that went well, and those of requests that did not. */
import { type GatewayRow, gatewayRow } from '../../fakes/logs/app-gateway-lines.ts'
import { minute } from '../world.ts'
import { gatewayId } from './ids.ts'
import { addresses } from './network.ts'

const paths = ['/cart', '/items', '/checkout'] as const

/** Successful rows, ten a minute, to both machines in turn. */
export function calm(change: Partial<GatewayRow> = {}, minutes = 60): readonly GatewayRow[] {
  return Array.from({ length: minutes * 10 }, (_, index) =>
    gatewayRow({
      gateway: gatewayId,
      time: minute(Math.floor(index / 10), (index % 10) * 6),
      uri: paths[index % 3] ?? '/',
      query: `session=${index}`,
      serverRouted: `${addresses[index % 2] ?? ''}:8080`,
      ...change,
    }),
  )
}

export interface FailuresSaid {
  readonly requests: number
  /** First minute and how many minutes they spread over. */
  readonly from?: number
  readonly minutes?: number
  readonly row: Partial<GatewayRow> | ((index: number) => Partial<GatewayRow>)
}

/** Failing rows; what is not said of them is as in a 502 without any answer of a backend. */
export function failures({ requests, from = 10, minutes = 20, row }: FailuresSaid): readonly GatewayRow[] {
  return Array.from({ length: requests }, (_, index) =>
    gatewayRow({
      gateway: gatewayId,
      time: minute(from + (index % minutes), (index * 7) % 60),
      uri: paths[index % 3] ?? '/',
      status: 502,
      serverStatus: null,
      serverRouted: `${addresses[index % 2] ?? ''}:8080`,
      latency: null,
      connect: null,
      query: `order=${index}`,
      ...(typeof row === 'function' ? row(index) : row),
    }),
  )
}

const text = (seconds: number): string => seconds.toFixed(3)

/** The backend closed or reset the connection after so many seconds. */
export const closedAfter = (seconds: number): Partial<GatewayRow> => ({
  errorInfo: 'ERRORINFO_UPSTREAM_CLOSED_CONNECTION',
  latency: text(seconds),
  connect: '0.001',
  timeTaken: seconds + 0.001,
})

/** Nobody took the connection, and the gateway gave up. */
export const unconnected: Partial<GatewayRow> = {
  status: 504,
  errorInfo: 'ERRORINFO_UPSTREAM_TIMED_OUT',
  timeTaken: 20.004,
}

/** Connected, asked, and not answered in time. */
export const unanswered = (seconds: number): Partial<GatewayRow> => ({
  status: 504,
  errorInfo: 'ERRORINFO_UPSTREAM_TIMED_OUT',
  latency: text(seconds),
  connect: '0.001',
  timeTaken: seconds + 0.004,
})

/** The backend answered with an error of its own. */
export const answered = (status: number, seconds: number): Partial<GatewayRow> => ({
  status,
  serverStatus: String(status),
  latency: text(seconds),
  connect: '0.001',
  timeTaken: seconds + 0.002,
  errorInfo: 'ERRORINFO_NO_ERROR',
})
