/** Rules of network security groups that deny the gateway the way. */

import { nobodyAsked } from '../../../fakes/logs/app-gateway-lines.ts'
import type { AzureScenario } from '../../scenario.ts'
import { done, everyone, outage, shopWith, webHealth } from '../changes.ts'
import { says } from '../health.ts'
import { networkId, reference } from '../ids.ts'
import { addresses, interfaceConfigurationId, machines } from '../network.ts'
import { type Plan, shopPlan } from '../plan.ts'
import { endpointOthers, endpointPool, endpointSubnet } from '../private-endpoint.ts'
import { calm, failures, unconnected } from '../rows.ts'
import { securityGroup } from '../security.ts'

const blocked = { verdict: 'explained', cause: 'traffic-blocked', certainty: 'proven' } as const
const dropped: Partial<Plan> = outage({ servers: everyone('Unhealthy', says.connect), early: unconnected })
const silent: Partial<Plan> = outage({ servers: everyone('Unhealthy', says.timeout), early: unconnected })

const denyRule = `${networkId('networkSecurityGroups', 'web-nsg')}/securityRules/DenyGateway`

const applicationGroup = (name: string): { readonly id: string } & Record<string, unknown> => ({
  name,
  id: networkId('applicationSecurityGroups', name),
  type: 'Microsoft.Network/applicationSecurityGroups',
  location: 'westeurope',
  properties: { provisioningState: 'Succeeded' },
})

export const filters: Readonly<Record<string, AzureScenario>> = {
  'nsg-gateway-outbound': {
    title: 'The gateway’s subnet lets nothing out to the backends',
    world: shopWith(silent, {
      gatewayRules: [
        ...shopPlan.gatewayRules,
        {
          name: 'DenyWeb',
          priority: 200,
          direction: 'Outbound',
          access: 'Deny',
          protocol: 'Tcp',
          to: '10.20.2.0/24',
          ports: '8000-8999',
        },
      ],
      events: done(
        9,
        'Microsoft.Network/networkSecurityGroups/securityRules/write',
        `${networkId('networkSecurityGroups', 'gateway-nsg')}/securityRules/DenyWeb`,
      ),
    }),
    ...blocked,
  },
  'nsg-mended': {
    title: 'A rule denied the gateway for a quarter of an hour, and is gone again',
    world: shopWith({
      rows: [
        ...calm({}, 10),
        ...failures({ requests: 12, from: 10, minutes: 2, row: unconnected }),
        ...failures({ requests: 96, from: 12, minutes: 13, row: nobodyAsked }),
        ...calm().slice(250),
      ],
      events: [
        ...done(9, 'Microsoft.Network/networkSecurityGroups/securityRules/write', denyRule),
        ...done(24, 'Microsoft.Network/networkSecurityGroups/securityRules/delete', denyRule),
      ],
    }),
    verdict: 'explained',
    cause: 'traffic-blocked',
    certainty: 'likely',
  },
  'nsg-mended-nobody-asked': {
    title: 'The same where the gateway asked nobody all the time: two changes at its ends make the rule possible, no more',
    world: shopWith({
      rows: [...calm({}, 10), ...failures({ requests: 96, from: 10, minutes: 15, row: nobodyAsked }), ...calm().slice(250)],
      events: [
        ...done(9, 'Microsoft.Network/networkSecurityGroups/securityRules/write', denyRule),
        ...done(24, 'Microsoft.Network/networkSecurityGroups/securityRules/delete', denyRule),
      ],
    }),
    verdict: 'suspected',
    cause: 'traffic-blocked',
    certainty: 'possible',
  },
  'nsg-backend-inbound': {
    title: 'The backends’ subnet denies the gateway’s',
    world: shopWith(dropped, {
      webRules: [{ name: 'DenyGateway', priority: 150, access: 'Deny', from: '10.20.1.0/24' }],
      events: done(
        8,
        'Microsoft.Network/networkSecurityGroups/securityRules/write',
        `${networkId('networkSecurityGroups', 'web-nsg')}/securityRules/DenyGateway`,
      ),
    }),
    ...blocked,
    causes: ['traffic-blocked'],
  },
  'nsg-interface': {
    title: 'Only the interfaces’ own group denies',
    world: shopWith(dropped, {
      machines: shopPlan.machines.map((machine) => ({
        ...machine,
        interfaceProperties: { networkSecurityGroup: reference(networkId('networkSecurityGroups', 'nic-nsg')) },
      })),
      others: [
        securityGroup('nic-nsg', [
          { name: 'AllowSsh', priority: 100, protocol: 'TCP', from: '10.0.0.0/8', ports: '22' },
          { name: 'DenyVirtualNetwork', priority: 4000, access: 'Deny', from: 'VirtualNetwork', to: 'VirtualNetwork' },
        ]),
      ],
    }),
    ...blocked,
  },
  'nsg-priority-inversion': {
    title: 'A deny of old stands before the rule that was meant to allow',
    world: shopWith(silent, {
      webRules: [
        { name: 'legacy-cross-subnet-deny', priority: 100, access: 'Deny', from: '10.20.1.0/24' },
        { name: 'Allow-AppGw-To-Apps', priority: 200, protocol: 'Tcp', from: '10.20.1.0/24', ports: ['80', '443', '8080'] },
      ],
    }),
    ...blocked,
    affected: addresses.map((address) => `${address}:8080`),
  },
  'nsg-single-addresses': {
    title: 'Only the addresses that the gateway’s instances once had are let in',
    world: shopWith(silent, {
      webRules: [
        { name: 'AllowGatewayInstances', priority: 100, protocol: 'Tcp', from: ['10.20.1.5', '10.20.1.6'], ports: '8080' },
        { name: 'DenyVirtualNetwork', priority: 4000, access: 'Deny', from: 'VirtualNetwork' },
      ],
    }),
    ...blocked,
  },
  'nsg-half-the-gateway': {
    title: 'A rule denies half of the gateway’s subnet, and some requests are met with silence while probes pass',
    world: shopWith({
      rows: [...calm({}, 60), ...failures({ requests: 60, from: 10, minutes: 30, row: unconnected })],
      webRules: [{ name: 'DenyHalf', priority: 200, access: 'Deny', protocol: 'Tcp', from: '10.20.1.0/25', ports: '8080' }],
    }),
    ...{ verdict: 'explained', cause: 'traffic-blocked', certainty: 'likely' },
  },
  'nsg-application-group': {
    title: 'One machine was left out of the application security group that may be reached',
    world: shopWith({
      machines: shopPlan.machines.map((machine, index) => ({
        ...machine,
        ...(index === 0
          ? { configuration: { applicationSecurityGroups: [reference(networkId('applicationSecurityGroups', 'web-asg'))] } }
          : {}),
      })),
      webRules: [
        {
          name: 'AllowWeb',
          priority: 100,
          protocol: 'Tcp',
          from: 'VirtualNetwork',
          toGroups: [networkId('applicationSecurityGroups', 'web-asg')],
          ports: '8080',
        },
        { name: 'DenyVirtualNetwork', priority: 4000, access: 'Deny', from: 'VirtualNetwork' },
      ],
      others: [applicationGroup('web-asg')],
      health: webHealth(
        machines.map((machine, index) => ({
          address: addresses[index] ?? '',
          health: index === 0 ? 'Healthy' : 'Unhealthy',
          log: index === 0 ? says.success : says.connect,
          configuration: interfaceConfigurationId(machine),
        })),
      ),
      healthSince: 12,
      rows: [
        ...calm({ serverRouted: `${addresses[0]}:8080` }),
        ...failures({ requests: 14, from: 10, minutes: 2, row: { ...unconnected, serverRouted: `${addresses[1]}:8080` } }),
      ],
    }),
    ...blocked,
    affected: [`${addresses[1]}:8080`],
  },
  'nsg-application-group-as-source': {
    title: 'An application security group never holds the gateway, so allowing one lets nobody in',
    world: shopWith(dropped, {
      webRules: [
        {
          name: 'AllowGatewayGroup',
          priority: 100,
          protocol: 'Tcp',
          fromGroups: [networkId('applicationSecurityGroups', 'gateway-asg')],
          ports: '8080',
        },
        { name: 'DenyVirtualNetwork', priority: 4000, access: 'Deny', from: 'VirtualNetwork' },
      ],
      others: [applicationGroup('gateway-asg')],
    }),
    ...blocked,
  },
  'nsg-load-balancer-tag': {
    title: 'AzureLoadBalancer is not the gateway: allowing it and denying the rest lets nobody in',
    world: shopWith(dropped, {
      webRules: [
        { name: 'AllowLoadBalancer', priority: 100, protocol: 'Tcp', from: 'AzureLoadBalancer', ports: '8080' },
        { name: 'DenyAll', priority: 4000, access: 'Deny' },
      ],
    }),
    ...blocked,
  },
  'nsg-augmented': {
    title: 'A rule with lists of ranges and ports',
    world: shopWith(dropped, {
      webRules: [
        {
          name: 'DenyLists',
          priority: 300,
          access: 'Deny',
          protocol: 'TCP',
          from: ['192.168.0.0/16', '10.20.0.0/23'],
          to: ['10.20.2.0/24', '10.20.4.0/24'],
          ports: ['9000', '8000-8100'],
        },
      ],
    }),
    ...blocked,
  },
  'private-endpoint-enforced': {
    title: 'Rules on the subnet of a private endpoint count once its policies are enabled',
    world: shopWith(
      outage({
        servers: [{ address: '10.20.3.4', health: 'Unhealthy', log: says.connect }],
        early: { ...unconnected, serverRouted: '10.20.3.4:8080' },
      }),
      endpointPool(),
      { otherSubnets: [endpointSubnet('Enabled')], others: endpointOthers, machines: [] },
    ),
    ...blocked,
  },
}
