/** Credentials for clients in this process. */
import type { TokenCredential } from '@azure/identity'
import type { FakeAzure } from './server.ts'

/** Tokens as a machine gets them from its managed identity. */
export function identityOf({ environment }: FakeAzure): TokenCredential {
  return {
    getToken: async (scopes) => {
      const resource = String(scopes).replace(/\/\.default$/, '')
      const address = `${environment.IDENTITY_ENDPOINT}?api-version=2019-08-01&resource=${encodeURIComponent(resource)}`
      const response = await fetch(address, { headers: { 'X-IDENTITY-HEADER': environment.IDENTITY_HEADER ?? '' } })
      const { access_token: token } = (await response.json()) as { readonly access_token: string }
      return { token, expiresOnTimestamp: Date.now() + 3_600_000 }
    },
  }
}
