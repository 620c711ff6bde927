/** How verdicts call things, in one line each. */
import { type AddressSet, formatAddresses, sameAddresses } from './address-set.ts'
import { everyIpv4, everyIpv6 } from './addresses.ts'
import type { ReadEndpoint } from './endpoints.ts'
import type { Endpoint, FilterHop, PortRange, RouteHop } from './model.ts'

const listed = 3

/** Names and messages may hold anything; a verdict stays one line. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}

/** `a, b and c`, or the first few and how many more. */
export function list(items: readonly string[]): string {
  if (items.length > listed + 1) return `${items.slice(0, listed).join(', ')} and ${items.length - listed} more`
  return items.length > 1 ? `${items.slice(0, -1).join(', ')} and ${items.at(-1)}` : (items[0] ?? '')
}

/** `tcp 8080`, `tcp 1024-65535`. */
export function tcpPorts({ from, to }: PortRange): string {
  return from === to ? `tcp ${from}` : `tcp ${from}-${to}`
}

/** `sg-app (app servers)`; the name alone where the id is a path that ends with it. */
export function named({ id, name }: { readonly id: string; readonly name: string }): string {
  if (name === '' || name === id) return id
  return id.endsWith(`/${name}`) ? name : `${id} (${name})`
}

export function placed(place: FilterHop['place'] | RouteHop['place']): string {
  switch (place) {
    case 'balancer':
      return 'the load balancer'
    case 'balancer-subnet':
      return "the load balancer's subnet"
    case 'backend-subnet':
      return "the backend's subnet"
    case 'backend':
      return 'the backend'
  }
}

/** `10.0.1.0/24 and 10.0.2.0/24`. */
export function addressList(addresses: AddressSet): string {
  return list(formatAddresses(addresses))
}

/** Whether it is all there is of a family: an end whose addresses stand for any is better called by its name. */
export function isEverybody(addresses: AddressSet): boolean {
  return [everyIpv4, everyIpv6].some((family) => sameAddresses(addresses, [family]))
}

/** `the load balancer (10.0.1.0/24, sg-lb)`; groups only where rules can speak of them. */
export function endpointName(endpoint: Endpoint, groups: 'with groups' | 'without groups'): string {
  // A label in plain words takes an article, an id does not.
  const label = /^[a-z ]+$/.test(endpoint.label) ? `the ${endpoint.label}` : endpoint.label
  const cidrs = endpoint.cidrs
    .filter((cidr) => !/^(?:0\.0\.0\.0|::)\/0$/.test(cidr))
    .map((cidr) => cidr.replace(/\/32$|(?<=:.*)\/128$/, ''))
  const marks = [...cidrs, ...(groups === 'with groups' ? endpoint.groupIds : [])]
  const shown = marks.length > 2 * listed ? [...marks.slice(0, 2 * listed), `and ${marks.length - 2 * listed} more`] : marks
  const beyond = shown.filter((mark) => mark !== endpoint.label)
  return beyond.length === 0 ? label : `${label} (${beyond.join(', ')})`
}

/** The endpoint's name, after the addresses meant where they are not all of it. */
export function endpointPart(part: AddressSet, whole: ReadEndpoint, name: string): string {
  return sameAddresses(part, whole.addresses) ? name : `${addressList(part)} of ${name}`
}
