/** ARM ids: kinds and names by turns, in whatever letters. */
import type { Desk } from '../dialect.ts'
import { redactWord } from '../words.ts'

const start = /^(resourceId=)?\/(subscriptions|providers|tenants|workspaces)\//i
/** Kinds that belong to no provider. */
const scopes = /^(subscriptions|resourceGroups|tenants|workspaces)$/i
const microsoft = /^Microsoft(\.[A-Za-z]{1,60}){1,3}$/i
const nothing = /^$/

/** `/subscriptions/…/virtualNetworks/shop-net`: the kinds stay, the names go. Null for a text that is no ARM id. */
export function redactArmId(text: string, desk: Desk): string | null {
  if (!start.test(text)) return null
  const [before = '', ...segments] = text.split('/')
  const redacted = [before]
  let next: 'kind' | 'provider' | 'name' = 'kind'
  let kinds = scopes
  for (const segment of segments) {
    if (next === 'kind') {
      const introduces: boolean = /^providers$/i.test(segment)
      redacted.push(introduces || kinds.test(segment) ? segment : redactWord(segment, desk))
      next = introduces ? 'provider' : 'name'
    } else if (next === 'provider') {
      const trusted: boolean = microsoft.test(segment)
      redacted.push(trusted ? segment : redactWord(segment, desk))
      // Kinds of other providers may be anybody's words.
      kinds = trusted ? /^[A-Za-z]{1,60}$/ : nothing
      next = 'kind'
    } else {
      redacted.push(redactWord(segment, desk))
      next = 'kind'
    }
  }
  return redacted.join('/')
}
