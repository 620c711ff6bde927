/** Other targets than the shop's two: any number of tasks, each with its health. */
import { type Change, changed, withGroup } from './changes.ts'
import { calm, groupArn, health, logKey, taskInterface, zones } from './shop.ts'
import type { Item, World } from './world.ts'

export interface Task {
  readonly address: string
  /** Left out: healthy. */
  readonly health?: Item
  /** Where the target group says that it lies; left out: the zone of its subnet. */
  readonly zone?: string
  /** The port that probes go to; left out: 8080, like requests. */
  readonly probePort?: number
  /** Whether an interface of the VPC has the address; left out: yes. */
  readonly exists?: boolean
}

/** Tasks registered by address in place of everything else; requests that succeed go to them. */
export const withTasks =
  (tasks: readonly Task[]): Change =>
  (world) => ({
    ...changed(world, withGroup({ TargetType: 'ip' })),
    targetHealth: { ...world.targetHealth, [groupArn]: tasks.map(registration) },
    instances: [],
    networkInterfaces: [
      ...world.networkInterfaces.filter(({ Description }) => String(Description).startsWith('ELB')),
      ...tasks.filter(({ exists = true }) => exists).map(interfaceOf),
    ],
    objects: answeredBy(tasks.filter((task) => task.health === undefined).map(({ address }) => `${address}:8080`)),
  })

function registration({ address, health: of = health('healthy'), zone, probePort = 8080 }: Task): Item {
  return {
    Target: { Id: address, Port: 8080, AvailabilityZone: zone ?? zones[subnetOf(address)] },
    HealthCheckPort: String(probePort),
    TargetHealth: of,
  }
}

function interfaceOf({ address }: Task, index: number): Item {
  return {
    ...taskInterface(subnetOf(address)),
    NetworkInterfaceId: `eni-0f1ee7000000000${index}`,
    PrivateIpAddress: address,
    PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true }],
  }
}

function subnetOf(address: string): 0 | 1 {
  return address.startsWith('10.0.12.') ? 1 : 0
}

/** Requests that these answer in turn. */
function answeredBy(targets: readonly string[]): World['objects'] {
  const lines = targets.map((target) => calm({ target }))
  return targets.length === 0 ? {} : { [logKey]: calm().map((line, index) => lines[index % targets.length]?.[index] ?? line) }
}
