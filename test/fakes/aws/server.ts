/** A wire-level fake of AWS on loopback: the real SDK, and the real command, talk to it over http. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { emptyWorld, type World, worldRegion } from '../../scenarios/world.ts'
import { type AnswerTable, answersOf } from './answers/index.ts'
import { tokenBuckets } from './buckets.ts'
import { type Fault, faultOf, refusalOf } from './faults.ts'
import { pageOf } from './paging.ts'
import { denied, Refusal } from './refusals.ts'
import { rolesOf } from './roles.ts'
import { type Asked, type Reply, readRequest, writeOutput, writeRefusal } from './wire/exchange.ts'

export type { Fault }

export interface FakeOptions {
  readonly faults?: readonly Fault[]
  /** How long every call takes. */
  readonly latencyMilliseconds?: number
  /** What there is in further regions. */
  readonly elsewhere?: Readonly<Record<string, World>>
  /** Calls that come faster than AWS lets them are throttled. */
  readonly hasBuckets?: boolean
  /** What there is in the regions of further accounts, by the role that shows it. Other roles may not be assumed. */
  readonly roles?: Readonly<Record<string, Readonly<Record<string, World>>>>
  /** Items a page holds at most, where a call pages. Left out: as many as the call asks for. */
  readonly pageSize?: number
}

export interface RecordedRequest {
  readonly call: string
  /** The region it was signed for. */
  readonly region: string
  readonly input: Readonly<Record<string, unknown>>
  /** Milliseconds since the fake started. */
  readonly at: number
  /** Whether it came too fast. */
  isThrottled: boolean
  /** When the reply was out or the connection gone; null while it is under way. */
  endedAt: number | null
}

export interface FakeAws {
  /** For AWS_ENDPOINT_URL. */
  readonly url: string
  /** Every request that arrived, retries and refused ones included, in order. */
  readonly requests: readonly RecordedRequest[]
  readonly close: () => Promise<void>
}

/** Starts the fake on a free port. The world is all there is in one region; others are empty where nothing else is said. */
export async function startFakeAws(world: World, options: FakeOptions = {}): Promise<FakeAws> {
  const here: AnswerTable = answersOf(world)
  const empty: AnswerTable = answersOf({ ...emptyWorld, regions: world.regions, refused: world.refused })
  const tables = new Map<string, AnswerTable>([
    [worldRegion, here],
    ...Object.entries(options.elsewhere ?? {}).map(([region, other]) => [region, answersOf(other)] as const),
  ])
  const roles = rolesOf(options.roles ?? {})
  const takeToken = tokenBuckets()
  const requests: RecordedRequest[] = []
  const counts = new Map<string, number>()
  const startedAt = performance.now()

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = await readRequest(request)
    if (asked === null) return send({ status: 403, headers: {}, body: 'not signed for a service known here' }, response)
    const { call, accessKey, region, input } = asked
    const recorded: RecordedRequest = {
      call,
      region,
      input,
      at: performance.now() - startedAt,
      endedAt: null,
      isThrottled: false,
    }
    recorded.isThrottled = options.hasBuckets === true && !takeToken(call, `${accessKey} ${region}`, recorded.at)
    requests.push(recorded)
    response.once('close', () => {
      recorded.endedAt = performance.now() - startedAt
    })
    const nth = (counts.get(call) ?? 0) + 1
    counts.set(call, nth)
    await wait(options.latencyMilliseconds ?? 0)
    const tooFast: Fault | null = recorded.isThrottled ? { call, kind: 'throttled' } : null
    const fault = tooFast ?? faultOf(options.faults ?? [], { call, region, input }, nth)
    if (fault?.kind === 'reset') request.socket.resetAndDestroy()
    else if (fault?.kind === 'garbage') send({ status: 200, headers: {}, body: '<<<not what was promised' }, response)
    else if (fault?.kind !== 'hang') {
      const ofRole = roles.tables.get(accessKey)
      const own = tables.get(region) ?? (asked.service.name === 's3' ? here : empty)
      const answers = asked.service.name === 'sts' ? roles.answers : ofRole === undefined ? own : (ofRole.get(region) ?? empty)
      send(replyTo(asked, answers, fault, options.pageSize ?? null), response)
    }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)))
    })
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

function replyTo(asked: Asked, answers: AnswerTable, fault: Fault | null, pageSize: number | null): Reply {
  const { call, service, operation, input } = asked
  try {
    const refusal = fault && refusalOf(fault, call)
    if (refusal) throw refusal
    if (operation === null) throw new Refusal('InvalidAction', `Could not find operation ${call}`)
    const answer = answers[call]
    // Whatever the world does not answer is beyond what a read-only caller may do.
    if (answer === undefined) throw denied(call)
    const output = pageOf(call, answer(input) as Readonly<Record<string, unknown>>, input, pageSize)
    return writeOutput(fault?.kind === 'altered' ? fault.alter(output) : output, service, operation)
  } catch (error) {
    if (error instanceof Refusal) return writeRefusal(error, service)
    throw error
  }
}

function send({ status, headers, body }: Reply, response: ServerResponse): void {
  response.writeHead(status, headers)
  if (body instanceof Readable) body.pipe(response)
  else response.end(body)
}
