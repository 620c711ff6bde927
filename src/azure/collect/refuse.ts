/** Tells the failures that make a diagnosis pointless from those that only leave a blind spot. */
import { type Refusal, Refused } from '../../collect/refusal.ts'
import { silenceIn } from '../../collect/silence.ts'
import type { CallRecord } from '../../core/evidence.ts'
import type { AzureSession } from '../session.ts'

/** Throws Refused when the refusal of the first call means that no other call can succeed either. */
export function stopIfHopeless(refusal: Refusal, { endpoint }: Pick<AzureSession, 'endpoint'>): void {
  const { code, message } = refusal
  const stop = (text: string, hint: string): never => {
    throw new Refused(text, hint, refusal)
  }
  if (code === 'NoToken') {
    stop(`No usable Azure credentials: ${message}`, 'Log in: az login. AZURE_TOKEN_CREDENTIALS names the one source to use.')
  }
  if (/^(InvalidAuthenticationTokenTenant|AuthenticationFailedInvalidTenant)$/.test(code)) {
    stop(`The credentials belong to another tenant: ${message}`, "Log in to the subscription's own: az login --tenant <id>")
  }
  if (/^(ExpiredAuthenticationToken|AuthenticationFailed|InvalidAuthenticationToken|Unauthorized|Http401)/.test(code)) {
    stop(`Azure does not accept the token (${code}): ${message}`, 'Log in again: az login')
  }
  if (/^(SubscriptionNotFound|InvalidSubscriptionId)$/.test(code)) {
    stop(
      `No such subscription for these credentials: ${message}`,
      'See the ones there are: az account list; or az login --tenant <id>',
    )
  }
  // Resource Manager says what it does not find.
  if (code === 'Http404') {
    stop(
      `${endpoint} answers 404 and does not say why: no such gateway, or no Azure Resource Manager.`,
      'Check the id and --arm-endpoint.',
    )
  }
  if (/^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/.test(code)) {
    stop(
      `Cannot reach Azure at ${endpoint}: ${message}`,
      'Check the network and proxy of this machine, --cloud and --arm-endpoint.',
    )
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code)) {
    stop(
      `The certificate of ${endpoint} is not trusted: ${message}`,
      'NODE_EXTRA_CA_CERTS names a file with the authority to trust.',
    )
  }
}

/** Throws Refused when no call was answered. */
export function stopIfSilent(records: readonly CallRecord[], { endpoint }: Pick<AzureSession, 'endpoint'>): void {
  const refusal = silenceIn(records)
  if (refusal === null) return
  throw new Refused(
    `No usable answer from Azure at ${endpoint}: ${refusal.message}`,
    'Check the network and proxy of this machine, --cloud, --arm-endpoint and --deadline.',
    refusal,
  )
}

/** The error for a gateway that Azure does not find. */
export function notThere(name: string, where: string): Refused {
  const message = `No application gateway ${name} in ${where}.`
  return new Refused(message, 'Wrong subscription or resource group? See: az network application-gateway list', {
    gap: 'notFound',
    code: 'NotFound',
    message,
  })
}

/** The error for gateways, or subscriptions, that could not be listed. */
export function notListed(what: string, refusal: Refusal, permission: string): Refused {
  const hint =
    refusal.gap === 'denied'
      ? `Allow ${permission}, or give the resource id of a gateway.`
      : 'Try again, or give the resource id of a gateway.'
  return new Refused(`Cannot list ${what}: ${refusal.message} (${refusal.code})`, hint, refusal)
}
