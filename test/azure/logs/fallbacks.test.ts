import { describe, expect, test } from 'vitest'
import type { CallRecord } from '../../../src/core/evidence.ts'
import type { LogReading } from '../../../src/core/traffic.ts'
import { gatewayId, storageId, subscription, workspaceId } from '../../scenarios/azure-worlds/ids.ts'
import { collectFrom, readingIn, rows, shopLoggingTo } from './shop.ts'

const query = 'Microsoft.Insights/logs/read'
const blobs = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'

/** Which calls were recorded, and what came of them. */
function outcomesOf(records: readonly CallRecord[]): readonly (readonly [call: string, outcome: string])[] {
  return records.map(({ call, outcome }) => [call, outcome.ok ? 'reading' : `${outcome.gap} ${outcome.code}`])
}

describe('where settings send the log', () => {
  test('a query is made before blobs are opened, and is enough', async () => {
    const { records, fake } = await collectFrom(shopLoggingTo(['storage', 'dedicated']))
    expect(outcomesOf(records)).toEqual([[query, 'reading']])
    expect(fake.requests.map(({ call }) => call)).toEqual([query])
    expect(fake.requests[0]?.path.toLowerCase()).toBe(`/v1${gatewayId}/query`.toLowerCase())
    expect(records[0]).toMatchObject({
      ...{ scope: subscription, permission: 'Microsoft.Insights/logs/*/read' },
      input: { kind: 'access', source: 'Log Analytics workspace shop-logs' },
    })
  })

  test('blobs stand in for a query that is refused', async () => {
    const { records } = await collectFrom(shopLoggingTo(['storage', 'dedicated'], { refused: [query] }))
    expect(outcomesOf(records)).toEqual([
      [query, 'denied InsufficientAccessError'],
      [blobs, 'reading'],
    ])
  })

  test('blobs stand in for a query that tells nothing', async () => {
    const { records } = await collectFrom(
      shopLoggingTo(['storage', 'dedicated'], { workspaces: { [workspaceId]: { tables: {} } } }),
    )
    expect(outcomesOf(records)).toEqual([
      [query, 'reading'],
      [blobs, 'reading'],
    ])
    expect(records.map(({ outcome }) => outcome.ok && (outcome.output as LogReading).digest.lines.parsed)).toEqual([
      0,
      rows.length,
    ])
    expect(records[0]?.outcome).toMatchObject({
      output: { partial: true, notes: ['no line tells of anything inside the window'] },
    })
  })

  test('one table counts where the gateway logs into both', async () => {
    const reading = readingIn(await collectFrom(shopLoggingTo(['dedicated', 'legacy'])))
    expect(reading.digest.lines.parsed).toBe(rows.length)
  })

  test('several workspaces are asked one by one, so that nothing is counted twice', async () => {
    const other = `${workspaceId}-2`
    const world = shopLoggingTo(['dedicated'])
    const [tables] = Object.values(world.workspaces)
    const [setting] = world.diagnosticSettings[gatewayId] ?? []
    const second = { ...setting, name: 'second', properties: { ...(setting?.properties as object), workspaceId: other } }
    const { records, fake } = await collectFrom({
      ...world,
      workspaces: { [workspaceId]: tables ?? { tables: {} }, [other]: tables ?? { tables: {} } },
      diagnosticSettings: { [gatewayId]: [setting ?? {}, second] },
    })
    expect(outcomesOf(records)).toEqual([[query, 'reading']])
    expect(fake.requests.map(({ path }) => path)).toEqual([`/v1${workspaceId}/query`])
    expect(records[0]).toMatchObject({ permission: 'Microsoft.OperationalInsights/workspaces/query/*/read' })
    expect(records[0]).toMatchObject({ outcome: { output: { digest: { lines: { parsed: rows.length } } } } })
  })

  test('an account that may not be read is found by its name', async () => {
    const stopped = new AbortController()
    stopped.abort()
    const { records } = await collectFrom(shopLoggingTo(['storage']), {
      request: () => ({
        cloud: 'usgov',
        ask: async () => ({ ok: false, gap: 'denied', code: 'AuthorizationFailed', message: 'no' }),
        // Nothing must be sent to an account of the real cloud.
        signal: stopped.signal,
      }),
    })
    const source = 'https://shoplogs.blob.core.usgovcloudapi.net/insights-logs-applicationgatewayaccesslog'
    expect(records).toMatchObject([{ call: blobs, input: { source }, outcome: { ok: false, code: 'Deadline' } }])
  })
})

describe('a log that is not kept', () => {
  test('is said to be, with how to keep it', async () => {
    const { records, fake } = await collectFrom(shopLoggingTo([]))
    expect(outcomesOf(records)).toEqual([[query, 'notCollected NotKept']])
    expect(records[0]).toMatchObject({ permission: '', input: { source: null } })
    expect(JSON.stringify(records)).toContain(`az monitor diagnostic-settings create --name access-log --resource ${gatewayId}`)
    expect(fake.requests).toEqual([])
  })

  test('or is streamed away', async () => {
    const hub = {
      properties: {
        eventHubName: 'logs',
        workspaceId: null,
        logs: [{ categoryGroup: 'allLogs', category: null, enabled: true }],
      },
    }
    const { records } = await collectFrom(shopLoggingTo([], { diagnosticSettings: { [gatewayId]: [hub] } }))
    expect(records).toMatchObject([
      { outcome: { ok: false, gap: 'notCollected', message: expect.stringContaining('event hub') } },
    ])
  })

  test('is not kept by a setting that is off, or for another log', async () => {
    const off = { properties: { workspaceId, logs: [{ category: 'ApplicationGatewayAccessLog', enabled: false }] } }
    const other = {
      properties: { storageAccountId: storageId, logs: [{ category: 'ApplicationGatewayFirewallLog', enabled: true }] },
    }
    const { records } = await collectFrom(shopLoggingTo([], { diagnosticSettings: { [gatewayId]: [off, other] } }))
    expect(outcomesOf(records)).toEqual([[query, 'notCollected NotKept']])
  })

  test.each([
    ['refused', { ok: false, gap: 'denied', code: 'AuthorizationFailed', message: 'no' }],
    ['odd', { ok: true, output: { value: 'all' } }],
  ] as const)('is not claimed when the settings are %s', async (_, settings) => {
    const { records } = await collectFrom(shopLoggingTo(['dedicated']), { request: () => ({ settings }) })
    expect(records).toEqual([])
  })

  test('is not looked for when logs are off', async () => {
    const { records } = await collectFrom(shopLoggingTo(['dedicated']), { request: () => ({ logs: { kind: 'off' } }) })
    expect(records).toEqual([])
  })
})

describe('a place that the user names', () => {
  test.each([
    ['by its ARM id', workspaceId],
    ['by its name', 'Shop-Logs'],
    ['by its own id', '3C9D0F7A-0000-4000-8000-000000000040'],
  ])('is a workspace %s', async (_, workspace) => {
    const collected = await collectFrom(shopLoggingTo(['dedicated']), {
      request: () => ({ logs: { kind: 'workspace', workspace }, settings: { ok: true, output: { value: [] } } }),
    })
    expect(readingIn(collected).digest.lines.parsed).toBe(rows.length)
  })

  test('is a container', async () => {
    const collected = await collectFrom(shopLoggingTo(['storage']), {
      request: ({ url }) => ({ logs: { kind: 'container', url: `${url}/shoplogs/insights-logs-applicationgatewayaccesslog/` } }),
    })
    expect(readingIn(collected).digest.lines.parsed).toBe(rows.length)
  })

  test('or is nowhere to be found', async () => {
    const named = (workspace: string) => ({ request: () => ({ logs: { kind: 'workspace', workspace } as const }) })
    const { records } = await collectFrom(shopLoggingTo(['dedicated']), named('no-such-logs'))
    expect(outcomesOf(records)).toEqual([[query, 'notFound WorkspaceNotFound']])
    const { records: unlisted } = await collectFrom(shopLoggingTo(['dedicated']), {
      request: () => ({
        ...named('shop-logs').request(),
        ask: async () => ({ ok: false, gap: 'denied', code: 'AuthorizationFailed', message: 'no' }),
      }),
    })
    expect(unlisted).toMatchObject([{ permission: 'Microsoft.OperationalInsights/workspaces/read', outcome: { gap: 'denied' } }])
    const { records: gone } = await collectFrom(shopLoggingTo(['dedicated']), named('00000000-0000-4000-8000-000000000000'))
    expect(outcomesOf(gone)).toEqual([[query, 'notFound PathNotFoundError']])
  })
})
