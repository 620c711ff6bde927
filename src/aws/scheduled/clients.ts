/** How the clients of sinks and stores are configured: as those that diagnose, with less patience. */
import type { ClientSettings } from '../connection.ts'

/** What an alert waits for is bounded by who sends it; the SDK tries once and leaves trying again to that. */
export async function settingsOf(region: string, maxAttempts: number): Promise<ClientSettings> {
  const { configuredCredentials, hasOwnS3Endpoint } = await import('../environment.ts')
  return {
    region,
    credentials: configuredCredentials(undefined),
    ownS3Endpoint: await hasOwnS3Endpoint(undefined),
    maxAttempts,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 4000, throwOnRequestTimeout: true, socketTimeout: 4000 },
  }
}
