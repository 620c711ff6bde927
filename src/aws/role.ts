/** Temporary credentials of a role, as the SDK's own provider gets and renews them. */
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import { doesIdentityRequireRefresh, isIdentityExpired, memoizeIdentityProvider } from '@smithy/core'
import type { AwsCredentialIdentityProvider } from '@smithy/types'
import { RoleNotAssumed } from './refusal.ts'

/** STS answers in every region; where none is set, the one that every account has. */
const usualRegion = 'us-east-1'

export function credentialsOfRole(
  roleArn: string,
  own: AwsCredentialIdentityProvider,
  region: string | null,
): AwsCredentialIdentityProvider {
  const provide = fromTemporaryCredentials({
    masterCredentials: own,
    params: { RoleArn: roleArn, RoleSessionName: 'lb502' },
    clientConfig: { region: region ?? usualRegion },
  })
  const provideOrSayWhy = async () => {
    try {
      return await provide()
    } catch (error) {
      throw new RoleNotAssumed(roleArn, error)
    }
  }
  // Each client would remember them for itself, and ask as many times as there are clients.
  return memoizeIdentityProvider(provideOrSayWhy, isIdentityExpired, doesIdentityRequireRefresh) ?? provideOrSayWhy
}
