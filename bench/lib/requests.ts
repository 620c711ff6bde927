import { toJson } from '../../src/aws/json.ts'
import { canonical } from '../../src/core/canonical.ts'
import { clientsOf } from '../../test/fakes/aws/clients.ts'
import type { RecordedRequest } from '../../test/fakes/aws/server.ts'
import { services } from '../../test/fakes/aws/services.ts'

/** How many requests repeat an earlier one of the same run. */
export function duplicatesOf(requests: readonly RecordedRequest[]): number {
  return requests.length - new Set(requests.map(({ call, input }) => `${call} ${canonical(toJson(input))}`)).size
}

/** The most requests that followed one another, each begun only after the one before had ended. No chain of dependent calls is longer. */
export function longestSequence(requests: readonly RecordedRequest[]): number {
  let length = 0
  let endedAt = Number.NEGATIVE_INFINITY
  for (const request of requests.toSorted((a, b) => endOf(a) - endOf(b))) {
    if (request.at < endedAt) continue
    length += 1
    endedAt = endOf(request)
  }
  return length
}

function endOf({ endedAt }: RecordedRequest): number {
  return endedAt ?? Number.POSITIVE_INFINITY
}

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
export async function repeatInSequence(url: string, requests: readonly RecordedRequest[]): Promise<void> {
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
