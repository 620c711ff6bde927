/** Reading ids that answers hold, before anything is asked about what they name: they may hold anything. */
import { UnusableAnswer } from '../collect/refusal.ts'

/** The id as a path under Resource Manager. Throws UnusableAnswer for what is no id. */
export function pathOf(id: string): string {
  return `/${segmentsOf(id).map(encodeURIComponent).join('/')}`
}

export interface NamedObject {
  readonly subscription: string
  readonly group: string
  readonly name: string
}

/** The object of a type, `Microsoft.Network/virtualNetworks`, that the id names. Throws UnusableAnswer when it names none. */
export function objectNamed(id: string, type: string): NamedObject {
  const [, subscription = '', groups, group = '', providers, provider, kind, name = '', ...rest] = segmentsOf(id)
  const written = [groups, providers, provider, kind].join('/').toLowerCase()
  // By its name alone an object of another type would be taken for the one that happens to have the same.
  const isOne = written === `resourcegroups/providers/${type}`.toLowerCase() && name !== '' && rest.length === 0
  if (!isOne) throw noResourceId(id)
  return { subscription, group, name }
}

/** The name of a subscription or a resource group. Throws UnusableAnswer for what is no name. */
export function checkedName(text: string): string {
  if (!isName(text)) throw noResourceId(text)
  return text
}

function segmentsOf(id: string): readonly string[] {
  const [empty, first, ...rest] = id.replace(/\/+$/, '').split('/')
  const isId = empty === '' && first?.toLowerCase() === 'subscriptions' && rest.length > 0 && rest.every(isName)
  if (!isId) throw noResourceId(id)
  return [first, ...rest]
}

/** A dot segment would lead to another object than the one named. */
function isName(text: string): boolean {
  return !/^\.{0,2}$/.test(text)
}

function noResourceId(id: string): UnusableAnswer {
  return new UnusableAnswer(`no resource id: ${JSON.stringify(id.slice(0, 200))}`)
}
