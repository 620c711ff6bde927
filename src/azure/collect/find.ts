/** From what the user named to the ARM id of one gateway. */
import { CannotRun } from '../../core/errors.ts'
import { listGateways, listSubscriptions } from '../list.ts'
import type { AzureSession } from '../session.ts'
import { gatewayIdOf, type NamedTarget } from '../target.ts'
import { placeOf } from './ids.ts'
import { notThere } from './refuse.ts'

/** Looks a name up. Throws CannotRun when no gateway, or more than one, has it. */
export async function findGateway(session: AzureSession, target: NamedTarget & { readonly by: 'name' }): Promise<string> {
  const subscription = target.subscription ?? (await onlySubscription(session))
  if (target.resourceGroup !== undefined) return gatewayIdOf(subscription, target.resourceGroup, target.name)
  const named = (await listGateways({ session, subscription })).filter(
    ({ name }) => name.toLowerCase() === target.name.toLowerCase(),
  )
  const [found, second] = named
  if (found === undefined) throw notThere(target.name, `subscription ${subscription}`)
  if (second === undefined) return found.id
  const groups = named.map(({ id }) => placeOf(id)?.resourceGroup ?? '').join(', ')
  throw new CannotRun(`Several application gateways are called ${target.name}.`, `Name one resource group with -g: ${groups}`)
}

/** The subscription that the credentials see, when there is but one. */
async function onlySubscription(session: AzureSession): Promise<string> {
  const [only, second] = await listSubscriptions({ session })
  if (only === undefined) throw new CannotRun('These credentials see no subscription.', 'Log in to the right tenant: az login')
  if (second === undefined) return only
  throw new CannotRun(
    'These credentials see several subscriptions.',
    'Name one with --subscription, or give the resource id of the gateway.',
  )
}
