/** A wire-level fake of AWS on loopback: the real SDK, and the real command, talk to it over http. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import * as ec2 from '@aws-sdk/client-ec2'
import * as elasticloadbalancing from '@aws-sdk/client-elastic-load-balancing-v2'
import { answersOf, Refusal, type World } from '../../scenarios/world.ts'
import { escapeXml, inputOf, type Operation, outputOf, readForm, writeXml } from './query.ts'

/** What happens to a call instead of its answer; `times` limits it to the first calls, so that retries succeed. */
export interface Fault {
  readonly call: string
  readonly kind: 'denied' | 'throttled' | 'expired' | 'reset' | 'hang' | 'garbage' | 'server-error'
  readonly times?: number
}

export interface FakeOptions {
  readonly faults?: readonly Fault[]
  readonly latencyMilliseconds?: number
  /** Items a page of what can be paged holds. */
  readonly pageSize?: number
}

export interface FakeAws {
  readonly url: string
  /** Every call that arrived, in order. */
  readonly requests: readonly { readonly call: string; readonly input: unknown; readonly at: number }[]
  readonly close: () => Promise<void>
}

type Protocol = 'query' | 'ec2' | 'json' | 'rest'

interface Received {
  readonly call: string
  readonly protocol: Protocol
  readonly input: Readonly<Record<string, unknown>>
}

export async function startFakeAws(world: World, options: FakeOptions = {}): Promise<FakeAws> {
  const answers: Readonly<Record<string, ((input: Readonly<Record<string, unknown>>) => unknown) | undefined>> = answersOf(world)
  const requests: { call: string; input: unknown; at: number }[] = []
  const counts = new Map<string, number>()
  const server = createServer((request, response) => {
    void receive(request)
      .then(async (received) => {
        requests.push({ call: received.call, input: received.input, at: performance.now() })
        const seen = (counts.get(received.call) ?? 0) + 1
        counts.set(received.call, seen)
        if (options.latencyMilliseconds) await new Promise((resolve) => setTimeout(resolve, options.latencyMilliseconds))
        const fault = options.faults?.find((one) => one.call === received.call && seen <= (one.times ?? Number.POSITIVE_INFINITY))
        if (fault !== undefined) return fail(fault, received, response)
        const answer = answers[received.call]
        if (answer === undefined)
          return refuse(
            new Refusal('InvalidAction', `The action ${received.call} is not valid for this endpoint.`),
            received,
            response,
          )
        try {
          await respond(paged(answer(received.input), received, options.pageSize), received, response)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          refuse(error, received, response)
        }
      })
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function receive(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks).toString('utf8')
  const url = new URL(request.url ?? '/', 'http://fake')
  const target = request.headers['x-amz-target']
  if (typeof target === 'string')
    return {
      call: `${servicesByTarget(target)}:${target.split('.').at(-1) ?? ''}`,
      protocol: 'json',
      input: JSON.parse(body || '{}'),
    }
  if (body.includes('Action=')) return receiveForm(new URLSearchParams(body))
  return receiveRest(url)
}

function servicesByTarget(target: string): string {
  if (target.startsWith('Logs_')) return 'logs'
  if (target.startsWith('GraniteService')) return 'cloudwatch'
  if (target.startsWith('AmazonEC2ContainerService')) return 'ecs'
  return 'cloudtrail'
}

function receiveForm(form: URLSearchParams): Received {
  const action = form.get('Action') ?? ''
  const isEc2 = form.get('Version') === '2016-11-15'
  const operation = operationOf(isEc2, action)
  const input = operation === undefined ? {} : readForm(form, inputOf(operation), isEc2 ? 'ec2' : 'query')
  return {
    call: `${isEc2 ? 'ec2' : 'elasticloadbalancing'}:${action}`,
    protocol: isEc2 ? 'ec2' : 'query',
    input: input as Received['input'],
  }
}

function operationOf(isEc2: boolean, action: string): Operation | undefined {
  const all = (isEc2 ? ec2 : elasticloadbalancing) as unknown as Readonly<Record<string, Operation | undefined>>
  return all[`${action}$`]
}

function receiveRest(url: URL): Received {
  const lambda = /^\/[\d-]+\/functions\/([^/]+)\/(configuration|concurrency|policy)$/.exec(url.pathname)
  if (lambda !== null) {
    const call =
      { configuration: 'GetFunctionConfiguration', concurrency: 'GetFunctionConcurrency', policy: 'GetPolicy' }[
        lambda[2] ?? ''
      ] ?? ''
    return { call: `lambda:${call}`, protocol: 'rest', input: { FunctionName: decodeURIComponent(lambda[1] ?? '') } }
  }
  const [, bucket = '', ...key] = url.pathname.split('/')
  if (url.searchParams.get('list-type') === '2') {
    const get = (name: string): string | undefined => url.searchParams.get(name) ?? undefined
    return {
      call: 's3:ListObjectsV2',
      protocol: 'rest',
      input: {
        Bucket: bucket,
        Prefix: get('prefix'),
        StartAfter: get('start-after'),
        ContinuationToken: get('continuation-token'),
      },
    }
  }
  return { call: 's3:GetObject', protocol: 'rest', input: { Bucket: bucket, Key: decodeURIComponent(key.join('/')) } }
}

/** Where each paged call keeps its items and its tokens. */
const pages: Readonly<Record<string, readonly [items: string, request: string, answer: string]>> = {
  'elasticloadbalancing:DescribeTargetGroups': ['TargetGroups', 'Marker', 'NextMarker'],
  'elasticloadbalancing:DescribeLoadBalancers': ['LoadBalancers', 'Marker', 'NextMarker'],
  'elasticloadbalancing:DescribeListeners': ['Listeners', 'Marker', 'NextMarker'],
  'elasticloadbalancing:DescribeRules': ['Rules', 'Marker', 'NextMarker'],
  'ec2:DescribeInstances': ['Reservations', 'NextToken', 'NextToken'],
  'ec2:DescribeNetworkInterfaces': ['NetworkInterfaces', 'NextToken', 'NextToken'],
  'ec2:DescribeSecurityGroups': ['SecurityGroups', 'NextToken', 'NextToken'],
  'ec2:DescribeSubnets': ['Subnets', 'NextToken', 'NextToken'],
  'ec2:DescribeRouteTables': ['RouteTables', 'NextToken', 'NextToken'],
  'ec2:DescribeNetworkAcls': ['NetworkAcls', 'NextToken', 'NextToken'],
  'cloudwatch:GetMetricData': ['MetricDataResults', 'NextToken', 'NextToken'],
  'cloudtrail:LookupEvents': ['Events', 'NextToken', 'NextToken'],
}

function paged(output: unknown, { call, input }: Received, size: number | undefined): unknown {
  const page = pages[call]
  if (page === undefined || size === undefined) return output
  const [items, request, answer] = page
  const all = (output as Readonly<Record<string, readonly unknown[]>>)[items] ?? []
  const from = Number(String(input[request] ?? 'page-0').slice('page-'.length))
  const rest = from + size < all.length ? { [answer]: `page-${from + size}` } : {}
  return { ...(output as object), [items]: all.slice(from, from + size), ...rest }
}

async function respond(output: unknown, { call, protocol }: Received, response: ServerResponse): Promise<void> {
  const action = call.split(':')[1] ?? ''
  switch (protocol) {
    case 'query':
    case 'ec2': {
      const operation = operationOf(protocol === 'ec2', action)
      const members = operation === undefined ? '' : writeXml(output, outputOf(operation))
      const inner =
        protocol === 'ec2'
          ? `<requestId>fake</requestId>${members}`
          : `<${action}Result>${members}</${action}Result><ResponseMetadata><RequestId>fake</RequestId></ResponseMetadata>`
      send(response, 200, 'text/xml', `<${action}Response>${inner}</${action}Response>`)
      return
    }
    case 'json':
      send(response, 200, 'application/x-amz-json-1.1', JSON.stringify(output, epochSeconds))
      return
    case 'rest':
      if (call === 's3:GetObject') {
        response.writeHead(200, { 'content-type': 'binary/octet-stream' })
        ;(output as { Body: Readable }).Body.pipe(response)
      } else if (call === 's3:ListObjectsV2') send(response, 200, 'application/xml', listing(output as Listing))
      else send(response, 200, 'application/json', JSON.stringify(output))
  }
}

/** JSON protocols carry times as seconds since the epoch. */
function epochSeconds(this: unknown, key: string, value: unknown): unknown {
  const raw = (this as Readonly<Record<string, unknown>>)[key]
  return raw instanceof Date ? raw.getTime() / 1000 : value
}

interface Listing {
  readonly Contents: readonly { readonly Key: string; readonly Size: number }[]
}

function listing({ Contents }: Listing): string {
  const objects = Contents.map(({ Key, Size }) => `<Contents><Key>${escapeXml(Key)}</Key><Size>${Size}</Size></Contents>`).join(
    '',
  )
  return `<ListBucketResult><IsTruncated>false</IsTruncated><KeyCount>${Contents.length}</KeyCount>${objects}</ListBucketResult>`
}

function fail(fault: Fault, received: Received, response: ServerResponse): unknown {
  switch (fault.kind) {
    case 'denied':
      return refuse(
        new Refusal(
          received.protocol === 'ec2' ? 'UnauthorizedOperation' : 'AccessDenied',
          `User: arn:aws:iam::111122223333:user/oncall is not authorized to perform: ${received.call}`,
          403,
        ),
        received,
        response,
      )
    case 'throttled':
      return refuse(
        new Refusal(received.protocol === 'ec2' ? 'RequestLimitExceeded' : 'Throttling', 'Rate exceeded', 400),
        received,
        response,
      )
    case 'expired':
      return refuse(new Refusal('ExpiredToken', 'The security token included in the request is expired', 403), received, response)
    case 'server-error':
      return refuse(new Refusal('InternalFailure', 'An internal error occurred', 500), received, response)
    case 'garbage':
      return send(response, 200, 'text/xml', '<<<not what was promised')
    case 'reset':
      response.socket?.resetAndDestroy()
      return
    case 'hang':
      return
  }
}

function refuse(refusal: Refusal, { protocol, call }: Received, response: ServerResponse): unknown {
  const { name, message } = refusal
  const status = refusal.$metadata.httpStatusCode
  if (protocol === 'query')
    return send(
      response,
      status,
      'text/xml',
      `<ErrorResponse><Error><Type>Sender</Type><Code>${name.replace(/Exception$/, '')}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>fake</RequestId></ErrorResponse>`,
    )
  if (protocol === 'ec2')
    return send(
      response,
      status,
      'text/xml',
      `<Response><Errors><Error><Code>${name}</Code><Message>${escapeXml(message)}</Message></Error></Errors><RequestID>fake</RequestID></Response>`,
    )
  if (call.startsWith('s3:'))
    return send(
      response,
      status,
      'application/xml',
      `<Error><Code>${name}</Code><Message>${escapeXml(message)}</Message></Error>`,
    )
  send(response, status, 'application/json', JSON.stringify({ __type: name, message }), { 'x-amzn-errortype': name })
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': type, ...headers })
  response.end(body)
}
