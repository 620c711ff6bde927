/** What a path under ARM stands for. */

/** A provider's namespace with types and the names of what is of them: `Microsoft.Network`, `virtualNetworks/subnets`, `hub/web`. */
export interface Provided {
  readonly namespace: string
  readonly types: readonly string[]
  /** As many as there are types, or one less where the path stands for all of the last type. */
  readonly names: readonly string[]
}

export interface ArmPath {
  /** Without query, as it was asked for. */
  readonly path: string
  readonly subscription: string
  readonly resourceGroup: string | null
  /** Null for a subscription or a resource group itself. */
  readonly resource: Provided | null
  /** What another provider knows about the resource: its metrics, its diagnostic settings. */
  readonly extension: Provided | null
}

const shape = /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?((?:\/providers\/.+)?)$/i

/** Null when it is no path under a subscription. */
export function readArmPath(path: string): ArmPath | null {
  const plain = path.replace(/\/+$/, '')
  const [, subscription, resourceGroup = null, rest = ''] = shape.exec(plain) ?? []
  if (subscription === undefined) return null
  const [resource = null, extension = null, ...others] = rest
    .split(/\/providers\//i)
    .slice(1)
    .map(readProvided)
  return others.length > 0 ? null : { path: plain, subscription, resourceGroup, resource, extension }
}

function readProvided(text: string): Provided {
  const [namespace = '', ...segments] = text.split('/').map(decodeURIComponent)
  return {
    namespace,
    types: segments.filter((_, index) => index % 2 === 0),
    names: segments.filter((_, index) => index % 2 === 1),
  }
}

/** `microsoft.network/virtualnetworks/subnets`, to compare by. */
export function typeKey({ namespace, types }: Provided): string {
  return [namespace, ...types].join('/').toLowerCase()
}

/** Whether it stands for all of a type. */
export function isList({ types, names }: Provided): boolean {
  return names.length < types.length
}

/** Azure compares ids without regard to case. */
export function sameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
