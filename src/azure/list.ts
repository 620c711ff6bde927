/** Lists what could be diagnosed: the gateways of a subscription, the subscriptions that the credentials see. */
import { compareText } from '../core/canonical.ts'
import type { ArmCall, ArmInput, Body } from './ask.ts'
import { items, partsOf, word } from './collect/parts.ts'
import { notListed, stopIfHopeless } from './collect/refuse.ts'
import { type AzureSession, openSession, type SessionOptions } from './session.ts'
import { checkedSubscription } from './target.ts'

export interface ListOptions extends SessionOptions {
  readonly session?: AzureSession | undefined
}

/** The application gateways of one subscription, by name. Throws CannotRun when they cannot be listed. */
export async function listGateways(
  options: ListOptions & { readonly subscription: string },
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const subscriptionId = checkedSubscription(options.subscription)
  const found = await list(options, 'Microsoft.Network/applicationGateways/read', { subscriptionId }, 'application gateways')
  return found
    .flatMap((gateway) => {
      const [id, name] = [word(gateway, 'id'), word(gateway, 'name')]
      return id === null || name === null ? [] : [{ id, name }]
    })
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id))
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
