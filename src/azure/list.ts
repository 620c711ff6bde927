/** Lists what could be diagnosed: the gateways of a subscription, the subscriptions that the credentials see. */
import { compareText } from '../core/canonical.ts'
import type { ArmCall, ArmInput, Body } from './ask.ts'
import { items, part, partsOf, word } from './collect/parts.ts'
import { notListed, stopIfHopeless } from './collect/refuse.ts'
import { type AzureSession, openSession, type SessionOptions } from './session.ts'
import { checkedSubscription } from './target.ts'

export interface ListOptions extends SessionOptions {
  readonly session?: AzureSession | undefined
}

/** The application gateways of one subscription, by name; those that carry the tag, where one is asked for. Throws CannotRun when they cannot be listed. */
export async function listGateways(
  options: ListOptions & {
    readonly subscription: string
    readonly tag?: { readonly key: string; readonly value: string } | undefined
  },
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { tag } = options
  const subscriptionId = checkedSubscription(options.subscription)
  const found = await list(options, 'Microsoft.Network/applicationGateways/read', { subscriptionId }, 'application gateways')
  return found
    .filter((gateway) => tag === undefined || hasTag(part(gateway, 'tags'), tag))
    .flatMap((gateway) => {
      const [id, name] = [word(gateway, 'id'), word(gateway, 'name')]
      return id === null || name === null ? [] : [{ id, name }]
    })
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id))
}

/** Azure takes names of tags in any case, and their values as they are. */
function hasTag(tags: Body | null, { key, value }: { readonly key: string; readonly value: string }): boolean {
  return Object.entries(tags ?? {}).some(([name, each]) => name.toLowerCase() === key.toLowerCase() && each === value)
}

/** Ids of the subscriptions that the credentials see and that are in use. Throws CannotRun when they cannot be listed. */
export async function listSubscriptions(options: ListOptions): Promise<readonly string[]> {
  const found = await list(options, 'Microsoft.Resources/subscriptions/read', {}, 'subscriptions')
  return found
    .filter((one) => !/^(disabled|deleted|expired)$/i.test(word(one, 'state') ?? ''))
    .flatMap((one) => word(one, 'subscriptionId') ?? [])
    .sort()
}

async function list(options: ListOptions, call: ArmCall, input: ArmInput, what: string): Promise<readonly Body[]> {
  const session = options.session ?? openSession(options)
  try {
    const answer = await session.read(call, input)
    if (!answer.ok) {
      stopIfHopeless(answer, session)
      throw notListed(what, answer, call)
    }
    return items(partsOf(answer), 'value')
  } finally {
    if (!options.session) session.close()
  }
}
