import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexArmCalls } from '../../../src/azure/normalise/calls.ts'
import { changeKind } from '../../../src/azure/normalise/change-kinds.ts'
import { readChanges } from '../../../src/azure/normalise/changes.ts'
import type { Change } from '../../../src/core/model.ts'
import { answered, arm, gatewayId, refused } from './build.ts'

const call = 'Microsoft.Insights/eventtypes/values/read'
const ruleId = arm('Microsoft.Network', 'networkSecurityGroups', 'app-nsg', 'securityRules', 'deny-gateway')

interface Given {
  readonly at: string
  readonly operation: string
  readonly resourceId: string
  readonly status: string
  readonly correlation: string
  readonly caller: string | undefined
}

/** An event as the service lists it. */
function event(given: Partial<Given> = {}): object {
  const { at = '14:02:00', operation = 'Microsoft.Network/networkSecurityGroups/securityRules/write', ...rest } = given
  const { resourceId = ruleId, status = 'Succeeded', correlation = 'c1', caller = 'alice@example.com' } = rest
  return {
    caller: 'caller' in given ? given.caller : caller,
    channels: 'Operation',
    correlationId: correlation,
    eventDataId: `${correlation}-${status}-${at}`,
    operationId: `${correlation}-${status}`,
    category: { value: 'Administrative', localizedValue: 'Administrative' },
    eventTimestamp: `2026-03-01T${at}.1234567Z`,
    level: 'Informational',
    operationName: { value: operation, localizedValue: 'Create or Update Security Rule' },
    resourceId,
    status: { value: status, localizedValue: status },
    subStatus: { value: '', localizedValue: '' },
    properties: { eventCategory: 'Administrative', entity: resourceId, message: operation },
  }
}

function changesIn(...pages: readonly (readonly object[])[]): readonly Change[] {
  const fact = readChanges(indexArmCalls(pages.map((value, index) => answered(call, { page: index }, { value }))))
  if (!fact.known) throw new Error(fact.message)
  return fact.value
}

describe('an operation', () => {
  test('is one change, from when it began, whatever its events', () => {
    const events = [
      event({ at: '14:02:09', status: 'Succeeded', caller: undefined }),
      event({ at: '14:02:00', status: 'Started' }),
      event({ at: '14:02:01', status: 'Accepted' }),
    ]
    const expected = {
      at: '2026-03-01T14:02:00.123Z',
      who: 'alice@example.com',
      what: 'networkSecurityGroups/securityRules/write app-nsg/deny-gateway',
      kind: 'firewall',
      objectIds: [arm('Microsoft.Network', 'networkSecurityGroups', 'app-nsg'), ruleId],
    }
    expect(changesIn(events)).toEqual([expected])
    expect(changesIn(events, events.slice(1))).toEqual([expected])
  })

  test.each([
    [['Started'], 0],
    [['Started', 'Failed'], 0],
    [['Accepted', 'Failed'], 0],
    [['Accepted', 'Canceled'], 0],
    [['Started', 'Accepted'], 1],
    [['Succeeded'], 1],
  ] as const)('whose events say %j changed as many things: %i', (statuses, count) => {
    expect(changesIn(statuses.map((status) => event({ status })))).toHaveLength(count)
  })

  test('of which one deployment makes several is one change each', () => {
    const second = arm('Microsoft.Network', 'networkSecurityGroups', 'app-nsg', 'securityRules', 'allow-gateway')
    const events = [event(), event({ resourceId: second }), event({ correlation: 'c2', at: '14:01:00' })]
    expect(changesIn(events).map(({ at, what }) => [at.slice(11, 16), what.split('/').at(-1)])).toEqual([
      ['14:01', 'deny-gateway'],
      ['14:02', 'allow-gateway'],
      ['14:02', 'deny-gateway'],
    ])
  })

  test('is told by its id in any case, and by words without an object around them', () => {
    const events = [event({ status: 'Started' }), { ...event({ resourceId: ruleId.toUpperCase() }), status: 'Succeeded' }]
    expect(changesIn(events)).toHaveLength(1)
  })

  test('of nobody is of somebody unknown', () => {
    expect(changesIn([event({ caller: undefined })])).toMatchObject([{ who: 'unknown' }])
  })
})

describe('operations', () => {
  test.each([
    ['Microsoft.Network/networkSecurityGroups/write', 'firewall'],
    ['MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/SECURITYRULES/DELETE', 'firewall'],
    ['Microsoft.Network/networkInterfaces/write', 'firewall'],
    ['Microsoft.Network/azureFirewalls/write', 'firewall'],
    ['Microsoft.Network/routeTables/routes/write', 'routing'],
    ['Microsoft.Network/virtualNetworks/virtualNetworkPeerings/delete', 'routing'],
    ['Microsoft.Network/virtualNetworks/subnets/write', 'routing'],
    ['Microsoft.Network/virtualNetworks/write', 'routing'],
    ['Microsoft.Network/privateDnsZones/A/write', 'dns'],
    ['Microsoft.Network/privateDnsZones/virtualNetworkLinks/delete', 'dns'],
    ['Microsoft.Network/applicationGateways/write', 'balancer-settings'],
    ['Microsoft.Network/applicationGateways/stop/action', 'balancer-settings'],
    ['Microsoft.Network/applicationGateways/backendAddressPools/join/action', 'registration'],
    ['Microsoft.Compute/virtualMachines/deallocate/action', 'power'],
    ['Microsoft.Compute/virtualMachines/powerOff/action', 'power'],
    ['Microsoft.Compute/virtualMachines/delete', 'power'],
    ['Microsoft.Compute/virtualMachines/write', 'deployment'],
    ['Microsoft.Compute/virtualMachineScaleSets/virtualMachines/restart/action', 'power'],
    ['Microsoft.Compute/virtualMachineScaleSets/delete/action', 'power'],
    ['Microsoft.Compute/virtualMachineScaleSets/write', 'deployment'],
    ['Microsoft.Compute/virtualMachineScaleSets/manualUpgrade/action', 'deployment'],
    ['Microsoft.Insights/autoscaleSettings/scaledown/action', 'deployment'],
    ['Microsoft.Web/sites/stop/action', 'power'],
    ['Microsoft.Web/sites/config/write', 'deployment'],
    ['Microsoft.ContainerService/managedClusters/stop/action', 'power'],
    ['Microsoft.Network/applicationGateways/backendhealth/action', null],
    ['Microsoft.Network/networkInterfaces/effectiveRouteTable/action', null],
    ['Microsoft.Network/virtualNetworks/subnets/join/action', null],
    ['Microsoft.Network/networkSecurityGroups/read', null],
    ['Microsoft.Storage/storageAccounts/write', null],
    ['Microsoft.Storage/storageAccounts/listKeys/action', null],
    ['Microsoft.Compute/virtualMachines/instanceView/read', null],
  ] as const)('%s changes: %s', (operation, kind) => {
    expect(changeKind(operation)).toBe(kind)
  })

  test('that change nothing of note are no changes', () => {
    expect(
      changesIn([event({ operation: 'Microsoft.Network/applicationGateways/backendhealth/action', resourceId: gatewayId })]),
    ).toEqual([])
  })
})

describe('changes are not known', () => {
  test('when nobody asked, or the log was refused', () => {
    expect(readChanges(indexArmCalls([]))).toMatchObject({ known: false, gap: 'notCollected' })
    expect(readChanges(indexArmCalls([answered(call, {}, { value: [] }), refused(call, { id: 'x' })]))).toMatchObject({
      gap: 'denied',
    })
  })

  test.each([
    [{}],
    [{ value: [1] }],
    [{ value: [{ ...event(), eventTimestamp: 'noon' }] }],
    [{ value: [{ ...event(), eventTimestamp: null }] }],
  ])('when the answer is %#', (output) => {
    expect(readChanges(indexArmCalls([answered(call, {}, output)]))).toMatchObject({ known: false, gap: 'failed' })
  })

  test('but never because an id or a name is odd', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (tail, caller) => {
        for (const resourceId of [tail, `${ruleId}/${tail}`, `/${tail}/providers/${tail}`]) {
          for (const change of changesIn([event({ resourceId, caller })])) expect(change.objectIds.length).toBeGreaterThan(0)
        }
      }),
    )
  })
})
