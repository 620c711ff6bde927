/** Opens one client per service and region when it is first needed, all with the same credentials. */
import type { ClientSettings, ServiceName } from './connection.ts'
import { type ConnectionOf, connectors } from './connectors.ts'

/** The clients of one session. */
export interface Connections {
  /** The region that the environment or the profile names; null when neither does. */
  readonly region: () => Promise<string | null>
  readonly open: <Service extends ServiceName>(service: Service, region: string) => Promise<ConnectionOf<Service>>
  readonly close: () => void
}

const timeouts = { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true, socketTimeout: 15_000 }
const maxAttempts = 4

/** Nothing is loaded, looked up or opened before it is asked for. */
export function openConnections(profile: string | undefined): Connections {
  let environment: Promise<Environment> | undefined
  const configured = () => {
    environment ??= readEnvironment(profile)
    return environment
  }
  const settingsFor = async (region: string): Promise<ClientSettings> => {
    const { credentials, ownS3Endpoint } = await configured()
    return { region, credentials, ownS3Endpoint, maxAttempts, requestHandler: timeouts }
  }

  const opened = new Map<string, Promise<{ readonly close: () => void }>>()
  return {
    region: async () => (await configured()).region,
    open: (service, region) => {
      const key = `${service} ${region}`
      // The key names the service, so what lies under it is a connection of that service.
      const connection = (opened.get(key) ?? settingsFor(region).then(connectors[service])) as Promise<
        ConnectionOf<typeof service>
      >
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

interface Environment {
  readonly region: string | null
  readonly ownS3Endpoint: boolean
  readonly credentials: ClientSettings['credentials']
}

async function readEnvironment(profile: string | undefined): Promise<Environment> {
  const { configuredCredentials, configuredRegion, hasOwnS3Endpoint } = await import('./environment.ts')
  const [region, ownS3Endpoint] = await Promise.all([configuredRegion(profile), hasOwnS3Endpoint(profile)])
  return { region, ownS3Endpoint, credentials: configuredCredentials(profile) }
}
