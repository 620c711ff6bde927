/** A third instance, beside the two of the shop. */
import type { Change } from './changes.ts'
import { zones } from './shop.ts'
import type { Item } from './world.ts'

export const thirdTargetId = 'i-0aaaaaaaaaaaaaaa4'
export const thirdTargetAddress = '10.0.11.20'

/** The instance in the world, not yet registered. */
export const thirdTarget: Change = (world) => {
  const [pattern = {}] = world.instances
  const [attached = {}] = pattern.NetworkInterfaces as readonly Item[]
  return {
    ...world,
    instances: [
      ...world.instances,
      {
        ...pattern,
        InstanceId: thirdTargetId,
        PrivateIpAddress: thirdTargetAddress,
        Placement: { AvailabilityZone: zones[0] },
        NetworkInterfaces: [
          {
            ...attached,
            NetworkInterfaceId: 'eni-0bbbbbbbbbbbbbbb4',
            PrivateIpAddress: thirdTargetAddress,
            PrivateIpAddresses: [{ PrivateIpAddress: thirdTargetAddress, Primary: true }],
          },
        ],
      },
    ],
  }
}

/** Its registration on port 8080. */
export function thirdTargetHealth(of: Item): Item {
  return { Target: { Id: thirdTargetId, Port: 8080 }, HealthCheckPort: '8080', TargetHealth: of }
}
