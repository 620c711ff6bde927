/** A scale set with two machines, whose interfaces and states only the set lists. */
import type { Item } from '../world.ts'
import { gatewayWith, outage, webHealth } from './changes.ts'
import { says } from './health.ts'
import { location, machineId, reference, subnetId } from './ids.ts'
import { addresses, instanceView } from './network.ts'
import type { Plan } from './plan.ts'

export const scaleSetId: string = machineId('web-set').replace('/virtualMachines/', '/virtualMachineScaleSets/')

const machineOf = (index: number): string => `${scaleSetId}/virtualMachines/${index}`
const configurationOf = (index: number): string => `${machineOf(index)}/networkInterfaces/web-nic/ipConfigurations/ipconfig1`

function interfaceOf(address: string, index: number): Item {
  return {
    name: 'web-nic',
    id: `${machineOf(index)}/networkInterfaces/web-nic`,
    type: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/networkInterfaces',
    properties: {
      provisioningState: 'Succeeded',
      primary: true,
      virtualMachine: reference(machineOf(index)),
      ipConfigurations: [
        {
          name: 'ipconfig1',
          id: configurationOf(index),
          properties: { privateIPAddress: address, subnet: reference(subnetId('web')), primary: true },
        },
      ],
    },
  }
}

function machine(index: number, state: string): Item {
  return {
    name: `web-set_${index}`,
    id: machineOf(index),
    type: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines',
    location,
    instanceId: String(index),
    properties: { provisioningState: 'Succeeded', instanceView: instanceView(state) },
  }
}

/** The pool's members are the machines of the set, all in this state, and nobody answers. */
export function lostScaleSet(state: string): Partial<Plan> {
  const servers = addresses.map((address, index) => ({
    address,
    health: 'Unhealthy' as const,
    log: says.timeout,
    configuration: configurationOf(index),
  }))
  return {
    ...gatewayWith({ pools: [{ name: 'web', configurations: addresses.map((_, index) => configurationOf(index)) }] }),
    ...outage({ servers }),
    health: webHealth(servers),
    machines: [],
    webSubnet: { ipConfigurations: addresses.map((_, index) => reference(configurationOf(index))) },
    others: [
      { name: 'web-set', id: scaleSetId, type: 'Microsoft.Compute/virtualMachineScaleSets', location, properties: {} },
      ...addresses.map(interfaceOf),
      ...addresses.map((_, index) => machine(index, state)),
    ],
  }
}
