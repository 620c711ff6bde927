/** What it means when no source of credentials gives a token. */
import { oneLine, type Refusal } from '../collect/refusal.ts'

/** The credentials gave no token; the cause says why. */
export class NoToken extends Error {
  override readonly name = 'NoToken'

  constructor(cause: unknown) {
    super('no token', { cause })
  }
}

/** How the sources of the default chain speak of themselves, in the order they are tried. */
const sources: readonly (readonly [name: string, words: RegExp])[] = [
  ['environment variables', /EnvironmentCredential/],
  ['workload identity', /WorkloadIdentityCredential/],
  ['managed identity', /ManagedIdentityCredential|IMDS|managed identity/i],
  ['Visual Studio Code', /Visual ?Studio ?Code/i],
  ['Azure CLI', /Azure CLI|AzureCliCredential/],
  ['Azure PowerShell', /PowerShell/i],
  ['Azure Developer CLI', /Azure Developer CLI|AzureDeveloperCliCredential/],
  ['the broker', /broker/i],
]

/** One line that names what was tried, or what the one source that answered said. */
export function tokenRefusal({ cause }: NoToken): Refusal {
  return { gap: 'denied', code: 'NoToken', message: oneLine(reasonOf(cause)) }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const { errors, errorResponse } = cause as {
    readonly errors?: unknown
    readonly errorResponse?: { readonly errorDescription?: unknown }
  }
  if (Array.isArray(errors)) return triedAmong(errors.map((error) => (error instanceof Error ? error.message : String(error))))
  // Said with an address to read on at, and nothing more.
  if (cause.message.startsWith('network_error')) return 'the service that gives tokens cannot be reached'
  // The first line of the error itself is a code; what is wrong stands in the description.
  const description = errorResponse?.errorDescription
  return typeof description === 'string' && description.trim() !== '' ? description : cause.message
}

function triedAmong(messages: readonly string[]): string {
  const tried = sources.filter(([, words]) => messages.some((message) => words.test(message))).map(([name]) => name)
  const names = tried.length === 0 ? `${messages.length} sources` : tried.join(', ')
  // Codes of the directory tell of somebody who is logged in, but not well enough.
  const telling = messages.map((message) => /AADSTS\d+:[^\r\n]*/.exec(message)?.[0]).find((text) => text !== undefined)
  return `tried ${names}${telling === undefined ? '' : `; ${telling}`}`
}
