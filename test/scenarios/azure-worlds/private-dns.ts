/** Private DNS zones, what they hold, and the networks that use them. */
import type { Item } from '../world.ts'
import { networkId, reference } from './ids.ts'

/** A record set of one address: `addressRecord('corp.example.com', 'web', '10.20.2.9')`. */
export function addressRecord(zoneName: string, name: string, address: string): Item {
  return {
    id: `${networkId('privateDnsZones', zoneName)}/A/${name}`,
    name,
    type: 'Microsoft.Network/privateDnsZones/A',
    etag: '00000000-0000-4000-8000-000000000060',
    properties: { fqdn: `${name}.${zoneName}.`, ttl: 300, aRecords: [{ ipv4Address: address }], isAutoRegistered: false },
  }
}

export function zone(name: string, recordSets: number): Item {
  return {
    id: networkId('privateDnsZones', name),
    name,
    type: 'Microsoft.Network/privateDnsZones',
    location: 'global',
    properties: { numberOfRecordSets: recordSets, numberOfVirtualNetworkLinks: 1, provisioningState: 'Succeeded' },
  }
}

/** Lets a virtual network of the shop's group resolve by a zone. */
export function link(zoneName: string, network: string): Item {
  return {
    id: `${networkId('privateDnsZones', zoneName)}/virtualNetworkLinks/${network}-link`,
    name: `${network}-link`,
    type: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
    location: 'global',
    properties: {
      provisioningState: 'Succeeded',
      registrationEnabled: false,
      virtualNetwork: reference(networkId('virtualNetworks', network)),
      virtualNetworkLinkState: 'Completed',
    },
  }
}
