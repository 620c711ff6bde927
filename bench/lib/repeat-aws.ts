import { clientsOf } from '../../test/fakes/aws/clients.ts'
import type { RecordedRequest } from '../../test/fakes/aws/server.ts'
import { services } from '../../test/fakes/aws/services.ts'

interface AnyClient {
  readonly send: (command: unknown) => Promise<unknown>
}
type AnyCommand = new (input: unknown) => unknown

const clientNames: Readonly<Record<string, keyof ReturnType<typeof clientsOf>>> = {
  elasticloadbalancing: 'elb',
  ec2: 'ec2',
  cloudwatch: 'cloudwatch',
  cloudtrail: 'cloudtrail',
  logs: 'logs',
  ecs: 'ecs',
  lambda: 'lambda',
  s3: 's3',
}

/** Makes the same calls again with the SDK, one after the other. */
export async function repeatAws(url: string, requests: readonly RecordedRequest[]): Promise<void> {
  const clients = clientsOf(url)
  for (const { call, input } of requests) {
    const [name = '', action = ''] = call.split(':')
    const service = Object.values(services).find((one) => one.name === name)
    const client = clients[clientNames[name] ?? 'elb'] as unknown as AnyClient
    const Command = Reflect.get(service?.module ?? {}, `${action}Command`) as AnyCommand
    const output = (await client.send(new Command(input))) as { Body?: { transformToByteArray: () => Promise<unknown> } }
    await output.Body?.transformToByteArray()
  }
}
