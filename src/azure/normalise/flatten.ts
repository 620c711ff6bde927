/**
 * One shape for what Azure answers. Resource Manager nests an object's settings under `properties`; its command line and SDKs hoist
 * them into the object, and spell some names differently (`gatewayIPConfigurations`, `gatewayIpConfigurations`). Evidence may hold
 * either, so everything is hoisted once, where the calls are indexed, and the readers know this one shape.
 */

/** The value with all `properties` hoisted into the object they belong to, and acronyms in keys written as words: `Ip`, `Sni`. */
export function flattened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(flattened)
  if (!isObject(value)) return value
  const { properties, ...own } = value
  const inner = isObject(properties) ? properties : properties === undefined ? {} : { properties }
  // What the object itself says stands: settings have no second name, and an operation's `status` is not its answer's.
  return Object.fromEntries(
    [...Object.entries(inner), ...Object.entries(own)].map(([key, member]) => [spelt(key), inside(key, member)]),
  )
}

/** The keys of tags are the user's words, not Azure's. */
function inside(key: string, member: unknown): unknown {
  return key === 'tags' ? member : flattened(member)
}

/** `gatewayIPConfigurations` becomes `gatewayIpConfigurations`, `validateSNI` becomes `validateSni`. */
function spelt(key: string): string {
  return key.replace(/([A-Z])([A-Z]+)(?=[A-Z][a-z]|$)/g, (_, first: string, rest: string) => first + rest.toLowerCase())
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
