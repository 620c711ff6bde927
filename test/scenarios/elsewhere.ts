/** The same account seen from other places: other regions, other load balancers beside it. */
import { balancerArn, region } from './shop.ts'
import type { World } from './world.ts'

/** The world as it would be in another region, under another load balancer's name. */
export function moved(world: World, to: string, name: string): World {
  const spell = (text: string): string =>
    text.replaceAll(region, to).replaceAll('app/shop/', `app/${name}/`).replaceAll('app.shop.', `app.${name}.`)
  return { ...(mapped(world, spell) as World), rawObjects: {}, regions: world.regions }
}

/** Both worlds in one region; of what only one can have, the first one's counts. */
export function together(one: World, other: World): World {
  const named = (balancer: object): object => ({ ...balancer, LoadBalancerName: nameOf(balancer) })
  return {
    ...other,
    ...one,
    loadBalancers: [...one.loadBalancers, ...other.loadBalancers].map(named) as World['loadBalancers'],
    attributes: { ...other.attributes, ...one.attributes },
    listeners: { ...other.listeners, ...one.listeners },
    rules: { ...other.rules, ...one.rules },
    targetGroups: [...one.targetGroups, ...other.targetGroups],
    targetHealth: { ...other.targetHealth, ...one.targetHealth },
    metrics: { ...other.metrics, ...one.metrics },
    objects: { ...other.objects, ...one.objects },
  }
}

/** The world with another load balancer and target group, otherwise the same. */
export function renamed(world: World, name: string): World {
  const id = [...name]
    .map((letter) => letter.charCodeAt(0).toString(16))
    .join('')
    .padEnd(16, '0')
    .slice(0, 16)
  const [, shopId = ''] = /app\/shop\/(\w+)/.exec(balancerArn) ?? []
  const spell = (text: string): string =>
    text
      .replaceAll(`app/shop/${shopId}`, `app/${name}/${id}`)
      .replaceAll(`app.shop.${shopId}`, `app.${name}.${id}`)
      .replaceAll('targetgroup/web/73e2d6bc24d8a067', `targetgroup/${name}-web/${id}`)
  const spelt = mapped(world, spell) as World
  return { ...spelt, targetGroups: spelt.targetGroups.map((group) => ({ ...group, TargetGroupName: `${name}-web` })) }
}

function nameOf(balancer: object): string {
  return /loadbalancer\/app\/([^/]+)\//.exec(JSON.stringify(balancer))?.[1] ?? ''
}

function mapped(value: unknown, spell: (text: string) => string): unknown {
  if (typeof value === 'string') return spell(value)
  if (Array.isArray(value)) return value.map((item) => mapped(item, spell))
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [spell(key), mapped(item, spell)]))
}
