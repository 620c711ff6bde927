/** Loads the SDK client of a service when it is first needed, and not before: each is a bundle chunk of its own. */
import type { ClientSettings, Connection, ServiceName } from './connection.ts'
import type { LogClients } from './log-request.ts'

/** The client itself is of interest only where something is streamed. */
type Clients = LogClients & Readonly<Record<Exclude<ServiceName, keyof LogClients>, unknown>>

export type ConnectionOf<Service extends ServiceName> = Connection<Service, Clients[Service]>

export const connectors: {
  readonly [Service in ServiceName]: (settings: ClientSettings) => Promise<ConnectionOf<Service>>
} = {
  elasticloadbalancing: async (settings) => (await import('./services/elasticloadbalancing.ts')).connect(settings),
  ec2: async (settings) => (await import('./services/ec2.ts')).connect(settings),
  cloudwatch: async (settings) => (await import('./services/cloudwatch.ts')).connect(settings),
  lambda: async (settings) => (await import('./services/lambda.ts')).connect(settings),
  ecs: async (settings) => (await import('./services/ecs.ts')).connect(settings),
  cloudtrail: async (settings) => (await import('./services/cloudtrail.ts')).connect(settings),
  logs: async (settings) => (await import('./services/logs.ts')).connect(settings),
  athena: async (settings) => (await import('./services/athena.ts')).connect(settings),
  s3: async (settings) => (await import('./services/s3.ts')).connect(settings),
}
