/** What the SDK's own configuration chain (environment variables, shared config file) says, asked through the SDK. */
import { defaultProvider } from '@aws-sdk/credential-provider-node'
import { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } from '@smithy/core/config'
import type { AwsCredentialIdentityProvider } from '@smithy/types'

/** The region of the environment or the profile; null when neither names one. */
export async function configuredRegion(profile: string | undefined): Promise<string | null> {
  const options = { ...NODE_REGION_CONFIG_FILE_OPTIONS, ...(profile === undefined ? {} : { profile }) }
  const load = loadConfig({ ...NODE_REGION_CONFIG_OPTIONS, default: '' }, options)
  return (await load()) || null
}

/** Whether S3 is to be reached through an endpoint of the user's own: such servers rarely know one host name per bucket. */
export async function hasOwnS3Endpoint(profile: string | undefined): Promise<boolean> {
  const load = loadConfig<string>(
    {
      environmentVariableSelector: (env) => env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL,
      configFileSelector: (section, config) =>
        config?.[`services.${section.services}`]?.['s3.endpoint_url'] ?? section.endpoint_url,
      default: '',
    },
    profile === undefined ? {} : { profile },
  )
  return (await load()) !== ''
}

/** The SDK's default credential chain, resolved once for all clients. */
export function configuredCredentials(profile: string | undefined): AwsCredentialIdentityProvider {
  return defaultProvider(profile === undefined ? { logger } : { profile, logger })
}

/** A profile wins over keys in the environment, as its user means it to; the SDK would say so at length on the terminal. */
const logger = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore }

function ignore(): void {}
