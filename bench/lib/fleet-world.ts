/** An account with many healthy load balancers of several target groups each, all in one VPC. */
import { renamed } from '../../test/scenarios/elsewhere.ts'
import { shop } from '../../test/scenarios/shop.ts'
import type { World } from '../../test/scenarios/world.ts'

export function fleetOf(balancers: number, groupsEach: number): World {
  const worlds = Array.from({ length: balancers }, (_, index) => renamed(shop, `fleet-${index}`)).map((world, index) =>
    withGroups(numbered(world, index), groupsEach),
  )
  const all = <Field extends 'attributes' | 'listeners' | 'rules' | 'targetHealth' | 'metrics'>(field: Field): World[Field] =>
    Object.assign({}, ...worlds.map((world) => world[field]))
  return {
    ...shop,
    loadBalancers: worlds.flatMap(({ loadBalancers }) => loadBalancers),
    targetGroups: worlds.flatMap(({ targetGroups }) => targetGroups),
    networkInterfaces: worlds.flatMap(({ networkInterfaces }) => networkInterfaces),
    attributes: all('attributes'),
    listeners: all('listeners'),
    rules: all('rules'),
    targetHealth: all('targetHealth'),
    metrics: all('metrics'),
    objects: {},
  }
}

/** Names alone are no ids: the first letters of all are alike. */
function numbered(world: World, index: number): World {
  const id = index.toString(16).padStart(16, '0')
  const spelt = JSON.stringify({ ...world, objects: {}, rawObjects: {} }).replace(
    /(fleet-\d+(?:-web)?)\/[0-9a-f]{16}/g,
    `$1/${id}`,
  )
  return JSON.parse(spelt) as World
}

function withGroups(world: World, count: number): World {
  const copies = Array.from({ length: count }, (_, index) => {
    const spelt = JSON.stringify({ groups: world.targetGroups, health: world.targetHealth, attributes: world.attributes })
    return JSON.parse(spelt.replaceAll('-web', `-web${index}`)) as Pick<World, 'attributes'> & {
      readonly groups: World['targetGroups']
      readonly health: World['targetHealth']
    }
  })
  return {
    ...world,
    targetGroups: copies.flatMap(({ groups }) => groups),
    targetHealth: Object.assign({}, ...copies.map(({ health }) => health)),
    attributes: Object.assign({}, ...copies.map(({ attributes }) => attributes)),
  }
}
