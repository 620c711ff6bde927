/** What ARM ids tell of where an object lies. */

/** The id of what the object is a part of, two segments up: the virtual network of a subnet. */
export function ownerOf(id: string): string {
  return id.split('/').slice(0, -2).join('/')
}

/** The subscription and resource group that an object lies in; null when the text is no such id. */
export function placeOf(id: string): { readonly subscriptionId: string; readonly resourceGroup: string } | null {
  const [, subscriptionId, resourceGroup] = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\//i.exec(id) ?? []
  return subscriptionId === undefined || resourceGroup === undefined ? null : { subscriptionId, resourceGroup }
}

/** The id of the scale set that an interface, or a part of it, belongs to; null for an interface of its own. */
export function scaleSetOf(id: string): string | null {
  return /^(.*\/virtualMachineScaleSets\/[^/]+)\/virtualMachines\//i.exec(id)?.[1] ?? null
}

/** The id of the interface that an IP configuration belongs to; null when it belongs to something else. */
export function interfaceOf(id: string): string | null {
  return /^(.*\/networkInterfaces\/[^/]+)\/ipConfigurations\//i.exec(id)?.[1] ?? null
}
