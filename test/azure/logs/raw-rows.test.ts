import { describe, expect, it } from 'vitest'
import { readQueryAnswer } from '../../../src/azure/logs/query-rows.ts'
import { digestOfRaw, isRawRow } from '../../../src/azure/logs/raw-rows.ts'
import { gatewayId } from '../../scenarios/azure-worlds/ids.ts'
import { minute } from '../../scenarios/world.ts'
import { window } from './shop.ts'

const options = { gatewayId, generation: 'v2', window } as const

const dedicated = {
  TimeGenerated: minute(5, 0),
  _ResourceId: gatewayId.toLowerCase(),
  Type: 'AGWAccessLogs',
  BackendPoolName: 'web',
  BackendSettingName: 'http',
  HttpStatus: 502,
  ErrorInfo: 'ERRORINFO_UPSTREAM_CLOSED_CONNECTION',
  ServerRouted: '10.0.2.4:8080',
  ServerStatus: 502,
  ServerResponseLatency: 0.004,
}
const diagnostics = {
  TimeGenerated: minute(6, 0),
  ResourceId: gatewayId.toUpperCase(),
  Category: 'ApplicationGatewayAccessLog',
  httpStatus_d: 200,
  backendPoolName_s: 'web',
  backendSettingName_s: 'http',
  serverRouted_s: '10.0.2.4:8080',
}

describe('an answer that holds the rows of the log itself', () => {
  it.each([dedicated, diagnostics])('is recognised', (row) => {
    const columns = Object.keys(row).map((name) => ({ name, type: 'string' }))
    const { rows } = readQueryAnswer({ tables: [{ name: 'PrimaryResult', columns, rows: [Object.values(row)] }] })
    expect(rows.map(isRawRow)).toEqual([true])
  })

  it('is not taken for the counts that were asked for', () => {
    expect(isRawRow({ Kind: 'minute', Status: 502 })).toBe(false)
    expect(isRawRow({ x: 1 })).toBe(false)
  })

  it('is counted as a file with these rows would be', () => {
    const { lines, failures } = digestOfRaw([dedicated, diagnostics, dedicated], options)
    expect(lines).toMatchObject({ read: 3, parsed: 3, malformed: 0, foreign: 0 })
    expect(failures).toMatchObject([{ status: 502, backend: '10.0.2.4:8080', requests: 2 }])
  })
})
