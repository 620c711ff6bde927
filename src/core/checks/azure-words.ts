/** Azure's ids, as its command line wants them. */

export interface ResourceWords {
  /** Resource group. */
  readonly group: string
  readonly name: string
  /** Name of the resource that it is a part of; null for one that is part of none. */
  readonly parent: string | null
}

const shape = /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/providers\/[^/]+\/[^/]+\/([^/]+)(?:\/[^/]+\/([^/]+))?$/i

/** The words for `-g` and `--name` in an ARM id; null where it is none. */
export function resourceWords(id: string): ResourceWords | null {
  const [, group, outer, inner] = shape.exec(id) ?? []
  if (group === undefined || outer === undefined) return null
  return inner === undefined ? { group, name: outer, parent: null } : { group, name: inner, parent: outer }
}
