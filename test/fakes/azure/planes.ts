/** Which of Azure's services an address belongs to: all of them answer on one port here. */
import type { AzureWorld } from '../../scenarios/azure-worlds/world.ts'
import { readArmPath, typeKey } from './arm-path.ts'
import type { Plane } from './refusals.ts'

/** Storage accounts answer under their names, queries of logs under `/v1`, and ARM under all the rest. */
export function planeOf(world: AzureWorld, pathname: string): Plane {
  const [, first = ''] = pathname.split('/')
  if (first === 'v1') return 'logs'
  return storageAccounts(world).includes(first) ? 'storage' : 'arm'
}

function storageAccounts(world: AzureWorld): readonly string[] {
  return world.resources.flatMap(({ id }) => {
    const resource = readArmPath(String(id))?.resource
    return resource != null && typeKey(resource) === 'microsoft.storage/storageaccounts' ? resource.names : []
  })
}
