/** Where tokens come from: the caller's own credential, or the SDK's default chain. */
import type { TokenCredential } from '@azure/identity'
import { type AzureCloud, clouds } from './clouds.ts'
import { NoToken } from './no-token.ts'

/**
 * A credential that looks for its source when the first token is needed. Rejects with NoToken when there is none, whatever the
 * source's own way to say so.
 */
export function lazyCredential(own: TokenCredential | undefined, cloud: AzureCloud): TokenCredential {
  let source: Promise<TokenCredential> | undefined
  return {
    getToken: async (scopes, options) => {
      try {
        source ??= own === undefined ? defaultChain(cloud) : Promise.resolve(own)
        const token = await (await source).getToken(scopes, options)
        if (token !== null) return token
      } catch (error) {
        throw new NoToken(error)
      }
      throw new NoToken('the credential gave no token')
    },
  }
}

/** Loads the chain's package, which is only needed here. */
async function defaultChain(cloud: AzureCloud): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import('@azure/identity')
  const { authority } = clouds[cloud]
  return new DefaultAzureCredential({
    ...(authority === null ? {} : { authorityHost: authority }),
    // An authority of the user's own, named by AZURE_AUTHORITY_HOST, is in no public list, and may be out of that list's reach.
    disableInstanceDiscovery: true,
  })
}
