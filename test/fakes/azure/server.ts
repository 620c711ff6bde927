/** A wire-level fake of Azure on loopback: the real SDK, and the real command, talk to it over https. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { AzureWorld } from '../../scenarios/azure-worlds/world.ts'
import { type ArmContext, answerArm } from './answers/arm.ts'
import { answerBlobs } from './answers/blobs.ts'
import { healthOperations } from './answers/health.ts'
import { answerQuery } from './answers/log-query.ts'
import { type Called, callOf, refusalIn } from './call-of.ts'
import { throwAwayCertificate, writeCertificate } from './certificate.ts'
import { type Fault, faultOf, refusalOf } from './faults.ts'
import { startIdentity } from './identity.ts'
import { planeOf } from './planes.ts'
import { type Plane, Refusal, unauthenticated } from './refusals.ts'
import { type Reply, refused } from './reply.ts'

export type { Fault }

export interface FakeAzureOptions {
  readonly faults?: readonly Fault[]
  /** How long every call takes. */
  readonly latencyMilliseconds?: number
  /** Items a page holds at most, where a call pages. Left out: all of them. */
  readonly pageSize?: number
  /** How often backend health is polled before it is there. */
  readonly healthPolls?: number
}

export interface RecordedAzureRequest {
  /** The action as lb502 names the call. */
  readonly call: string
  readonly method: string
  /** Path and query. */
  readonly path: string
  /** The range of a blob, or a query's text; empty otherwise. */
  readonly detail: string
  /** Milliseconds since the fake started. */
  readonly at: number
  /** When the reply was out or the connection gone; null while it is under way. */
  endedAt: number | null
}

export interface FakeAzure {
  /** Without a slash at the end. */
  readonly url: string
  /** What clients in this process must trust. */
  readonly certificate: string
  /** What a command must find in its environment to take the fake for Azure. */
  readonly environment: Readonly<Record<string, string>>
  /** Every request that arrived, retries, polls and refused ones included, in order. */
  readonly requests: readonly RecordedAzureRequest[]
  /** Audiences that tokens were asked for. */
  readonly tokens: readonly string[]
  readonly close: () => Promise<void>
}

/** Starts the fake on a free port, with a managed identity beside it. */
export async function startFakeAzure(world: AzureWorld, options: FakeAzureOptions = {}): Promise<FakeAzure> {
  const { faults = [], latencyMilliseconds = 0, pageSize = null, healthPolls = 1 } = options
  const made = await throwAwayCertificate()
  const certificate = await writeCertificate(made)
  const identity = await startIdentity()
  const health = healthOperations(world, healthPolls)
  const requests: RecordedAzureRequest[] = []
  const counts = new Map<string, number>()
  const startedAt = performance.now()
  let url = ''

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await textOf(request)
    const address = new URL(request.url ?? '/', url)
    const plane = planeOf(world, address.pathname)
    const method = request.method ?? ''
    const called = callOf(plane, method, address)
    const recorded = recordOf(called, request, body, performance.now() - startedAt)
    requests.push(recorded)
    response.once('close', () => {
      recorded.endedAt = performance.now() - startedAt
    })
    const nth = (counts.get(called.name) ?? 0) + 1
    counts.set(called.name, nth)
    const fault = faultOf(faults, called.name, nth)
    await wait(latencyMilliseconds + (fault?.kind === 'slow' ? fault.milliseconds : 0))
    if (fault?.kind === 'reset') request.socket.resetAndDestroy()
    else if (fault?.kind === 'garbage') send({ status: 200, headers: {}, body: '<<<not what was promised' }, response)
    else if (fault?.kind !== 'hang') {
      const context: ArmContext = { world, url, pageSize, health, neverEnds: fault?.kind === 'never-ends' }
      const admitted = identity.admits(request.headers.authorization, plane)
      send(replyTo({ called, plane, method, address, request, body, fault, admitted }, context), response)
    }
  }

  const server = createServer({ key: made.key, cert: made.certificate }, (request, response) => {
    serve(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    certificate: made.certificate,
    environment: {
      IDENTITY_ENDPOINT: identity.endpoint,
      IDENTITY_HEADER: identity.header,
      NODE_EXTRA_CA_CERTS: certificate.path,
      LB502_ARM_ENDPOINT: url,
      LB502_LOGS_ENDPOINT: url,
    },
    requests,
    tokens: identity.asked,
    close: async () => {
      await Promise.all([identity.close(), certificate.remove(), closed(server)])
    },
  }
}

interface Asked {
  readonly called: Called
  readonly plane: Plane
  readonly method: string
  readonly address: URL
  readonly request: IncomingMessage
  readonly body: string
  readonly fault: Fault | null
  readonly admitted: boolean
}

function replyTo({ called, plane, method, address, request, body, fault, admitted }: Asked, context: ArmContext): Reply {
  const scope = decodeURI(address.pathname)
  try {
    const refusal = fault && refusalOf(fault, plane, called.name, scope)
    if (refusal) throw refusal
    if (!admitted) throw unauthenticated(plane)
    if (called.refusal !== null) throw called.refusal
    const lacking = refusalIn(context.world.refused, called, plane, scope)
    if (lacking !== null) throw lacking
    const reply = answer(called, plane, { method, address, request, body }, context)
    return fault?.kind === 'altered' ? altered(reply, fault) : reply
  } catch (error) {
    if (error instanceof Refusal) return refused(error, plane)
    throw error
  }
}

function answer(
  { arm }: Called,
  plane: Plane,
  { method, address, request, body }: Pick<Asked, 'method' | 'address' | 'request' | 'body'>,
  context: ArmContext,
): Reply {
  switch (plane) {
    case 'storage':
      return answerBlobs(context.world, method, address, request.headers, context.pageSize)
    case 'logs':
      return answerQuery(context.world, method, address, body)
    case 'arm': {
      if (arm === null) throw new Error('a call that was not understood has to be refused')
      return answerArm(arm, address, context)
    }
  }
}

function altered(reply: Reply, { alter, status = 200 }: Extract<Fault, { kind: 'altered' }>): Reply {
  if (reply.status !== 200) return reply
  return { ...reply, status, body: JSON.stringify(alter(JSON.parse(String(reply.body)) as Readonly<Record<string, unknown>>)) }
}

function recordOf(
  { name }: Called,
  { method = '', url = '', headers }: IncomingMessage,
  body: string,
  at: number,
): RecordedAzureRequest {
  const range = headers['x-ms-range'] ?? headers.range ?? ''
  return { call: name, method, path: url, detail: body === '' ? String(range) : body, at, endedAt: null }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function send({ status, headers, body }: Reply, response: ServerResponse): void {
  response.writeHead(status, headers).end(body)
}

function closed(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
