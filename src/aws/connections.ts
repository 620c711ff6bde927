/** Opens one client per service and region when it is first needed, all with the same credentials. */
import type { ClientSettings, ServiceName } from './connection.ts'
import { type AwsClients, type ConnectionOf, connectors } from './connectors.ts'

/** The clients of one session. */
export interface Connections {
  /** The region that the environment or the profile names; null when neither does. */
  readonly region: () => Promise<string | null>
  readonly open: <Service extends ServiceName>(service: Service, region: string) => Promise<ConnectionOf<Service>>
  readonly close: () => void
}

const timeouts = { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true, socketTimeout: 15_000 }
const maxAttempts = 4

export interface ConnectionOptions {
  /** A profile of the shared configuration files; undefined: the SDK's default. */
  readonly profile?: string | undefined
  /** A role to assume, with those credentials. */
  readonly roleArn?: string | undefined
  /** Where credentials come from; the SDK's default chain unless told. */
  readonly credentials?: ClientSettings['credentials'] | undefined
  /** Clients that the program has already, each for one region; services that are left out get one made. */
  readonly clients?: { readonly [Service in ServiceName]?: (region: string) => AwsClients[Service] } | undefined
}

/** Nothing is loaded, looked up or opened before it is asked for. */
export function openConnections({ profile, roleArn, credentials: own, clients }: ConnectionOptions): Connections {
  let environment: Promise<Environment> | undefined
  const configured = () => {
    environment ??= readEnvironment({ profile, roleArn })
    return environment
  }
  const settingsFor = async (region: string): Promise<ClientSettings> => {
    const { credentials, ownS3Endpoint } = await configured()
    return { region, credentials: own ?? credentials, ownS3Endpoint, maxAttempts, requestHandler: timeouts }
  }

  const connect = async <Service extends ServiceName>(service: Service, region: string): Promise<ConnectionOf<Service>> => {
    const client = clients?.[service]?.(region)
    if (client === undefined) return connectors[service](await settingsFor(region))
    return { ...(await connectors[service](client)), close: leaveOpen }
  }

  const opened = new Map<string, Promise<{ readonly close: () => void }>>()
  return {
    region: async () => (await configured()).region,
    open: (service, region) => {
      const key = `${service} ${region}`
      // The key names the service, so what lies under it is a connection of that service.
      const connection = (opened.get(key) ?? connect(service, region)) as Promise<ConnectionOf<typeof service>>
      opened.set(key, connection)
      return connection
    },
    close: () => {
      for (const connection of opened.values()) {
        connection.then(
          ({ close }) => close(),
          () => undefined,
        )
      }
    },
  }
}

/** A client that the caller made is the caller's to close. */
function leaveOpen(): void {}

interface Environment {
  readonly region: string | null
  readonly ownS3Endpoint: boolean
  readonly credentials: ClientSettings['credentials']
}

async function readEnvironment({ profile, roleArn }: Pick<ConnectionOptions, 'profile' | 'roleArn'>): Promise<Environment> {
  const { configuredCredentials, configuredRegion, hasOwnS3Endpoint } = await import('./environment.ts')
  const [region, ownS3Endpoint] = await Promise.all([configuredRegion(profile), hasOwnS3Endpoint(profile)])
  const own = configuredCredentials(profile)
  if (roleArn === undefined) return { region, ownS3Endpoint, credentials: own }
  const { credentialsOfRole } = await import('./role.ts')
  return { region, ownS3Endpoint, credentials: credentialsOfRole(roleArn, own, region) }
}
