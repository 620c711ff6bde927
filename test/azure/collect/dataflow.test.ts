import { describe, expect, it } from 'vitest'
import type { Body } from '../../../src/azure/ask.ts'
import { collectAzure } from '../../../src/azure/collect/index.ts'
import type { Evidence } from '../../../src/core/evidence.ts'
import { mockArm, type Sent, type Table } from '../mock-arm.ts'
import { gateway, gatewayId, optionsFor, target, world } from './world.ts'

interface Rounds {
  readonly evidence: Evidence
  /** The round in which each request went out, from 1. */
  readonly sent: readonly (readonly [round: number, sent: Sent])[]
}

/** Answers requests in rounds: all that wait are answered together once no more arrive. */
async function roundsOf(table: Table): Promise<Rounds> {
  const sent: [number, Sent][] = []
  let waiting: (() => void)[] = []
  let round = 1
  const arm = mockArm(table, (one) => {
    sent.push([round, one])
    return new Promise((resolve) => waiting.push(resolve))
  })
  let over = false
  const run = collectAzure(target, optionsFor(arm)).finally(() => {
    over = true
  })
  while (!over) {
    const before = sent.length
    await new Promise((resolve) => setTimeout(resolve, 15))
    if (sent.length > before || waiting.length === 0) continue
    const answered = waiting
    waiting = []
    round += 1
    for (const answer of answered) answer()
  }
  return { evidence: await run, sent }
}

/** The last words of paths, by round, each once. */
function byRound({ sent }: Rounds): readonly (readonly string[])[] {
  const rounds: string[][] = []
  for (const [round, { path }] of sent) {
    const found = rounds[round - 1] ?? []
    rounds[round - 1] = found
    found.push(path.split('/').slice(-2).join('/'))
  }
  return rounds.map((names) => [...new Set(names)].sort())
}

describe('calls go out as soon as what they depend on is known', () => {
  it('for members of every kind, in four rounds', async () => {
    expect(byRound(await roundsOf(world))).toEqual([
      [
        'Microsoft.Insights/diagnosticSettings',
        'Microsoft.Insights/metrics',
        'applicationGateways/shop',
        'management/values',
        'shop/backendhealth',
      ],
      // Known from the gateway: its network, whose interfaces and zones to look through, and what stands in its pools.
      [
        'Microsoft.Network/networkInterfaces',
        'Microsoft.Network/privateDnsZones',
        'Microsoft.Network/privateEndpoints',
        'networkInterfaces/nic-b',
        'operationResults/7',
        'publicIPAddresses/front',
        'set/networkInterfaces',
        'virtualNetworks/home',
      ],
      // Known from the network and the interfaces.
      [
        'Microsoft.Network/networkInterfaces',
        'Microsoft.Network/privateDnsZones',
        'Microsoft.Network/privateEndpoints',
        'management/values',
        'natGateways/out',
        'networkSecurityGroups/gateway',
        'networkSecurityGroups/nic',
        'networkSecurityGroups/web',
        'routeTables/gateway',
        'virtualNetworks/spoke',
        'vm-a/instanceView',
      ],
      // Known from the network beyond the peering, and its subscription's zones.
      [
        'management/values',
        'privatelink.blob.core.windows.net/A',
        'privatelink.blob.core.windows.net/virtualNetworkLinks',
        'routeTables/apps',
      ],
    ])
  })

  it('and nothing is asked twice', async () => {
    const { sent } = await roundsOf(world)
    const asked = sent.map(([, one]) => JSON.stringify(one))
    expect(asked).toEqual([...new Set(asked)])
  })

  it('and nothing that has no part in it', async () => {
    const { sent } = await roundsOf(world)
    const paths = sent.map(([, { path }]) => path).join('\n')
    expect(paths).not.toContain('unrelated')
    expect(paths).not.toContain('example.org')
  })

  it('asks for interfaces one by one only where they are few', async () => {
    const configured = Array.from({ length: 11 }, (_, index) => ({
      id: `${gatewayId.replace(/applicationGateways.*/, '')}networkInterfaces/n${index}/ipConfigurations/one`,
    }))
    const pools = [{ properties: { backendIPConfigurations: configured } }]
    const table = {
      ...world,
      [`GET ${gatewayId}`]: { ...gateway, properties: { ...(gateway.properties as Body), backendAddressPools: pools } },
    }
    const { sent } = await roundsOf(table)
    const asked = sent.map(([, { path }]) => path).filter((path) => path.includes('networkInterfaces'))
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatch(/\/providers\/Microsoft\.Network\/networkInterfaces$/)
  })
})
