/** What one run, or several runs that share what they read, have open and have read so far. */
import { setMaxListeners } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Answer } from '../collect/answer.ts'
import { keepAnswers } from '../collect/kept-answers.ts'
import { limitConcurrency } from '../collect/limit.ts'
import { canonical } from '../core/canonical.ts'
import type { AskableCall, CallInput, CallOutput } from './call-types.ts'
import type { Send, ServiceName } from './connection.ts'
import { type ConnectionOptions, openConnections } from './connections.ts'
import { toJson } from './json.ts'
import type { LogClients } from './log-request.ts'
import { awsPace, paced } from './pace.ts'
import { readAll } from './read.ts'
import { refusalOf } from './refusal.ts'
import { fromWhole } from './whole-region.ts'

/** Access to AWS under one set of credentials. Runs that share a session share answers too. */
export interface AwsSession {
  /** The region that the environment or the profile names; null when neither does. */
  readonly region: () => Promise<string | null>
  /** Makes a call with all its pages, unless it is under way or was answered before in this session. Never rejects. */
  readonly read: <Name extends AskableCall>(
    call: Name,
    region: string,
    input: CallInput<Name>,
  ) => Promise<Answer<CallOutput<Name>>>
  /** The SDK's own client, for what is streamed. */
  readonly client: <Name extends keyof LogClients>(name: Name, region: string) => Promise<LogClients[Name]>
  /** Loads clients one after the other while other calls are on their way, so that no call waits for its client. */
  readonly prepare: (services: readonly ServiceName[], region: string) => Promise<void>
  /** Gives up what is under way and frees the sockets. */
  readonly close: () => void
}

export interface SessionOptions extends ConnectionOptions {
  /** Many load balancers of a region will be read: what can be listed for all of them is, once. */
  readonly many?: boolean | undefined
}

/** The elbv2 read calls of an account share one small bucket of tokens in each region. */
const elbConcurrency = 5

/** Opens nothing yet: clients are loaded and credentials looked up by the first call that needs them. */
export function openSession({ many = false, ...options }: SessionOptions = {}): AwsSession {
  const closing = new AbortController()
  // Every call in flight listens; that many listeners are no leak.
  setMaxListeners(0, closing.signal)
  const connections = openConnections(options)
  const keep = keepAnswers()
  const pace = awsPace(many)
  const limits = new Map<string, ReturnType<typeof limitConcurrency>>()

  const makeCall = async <Name extends AskableCall>(
    call: Name,
    region: string,
    input: CallInput<Name>,
  ): Promise<Answer<CallOutput<Name>>> => {
    try {
      const connection = await connections.open(serviceOf(call), region)
      const senders: { readonly [Each in AskableCall]?: Send<Each> } = connection.senders
      const sender = senders[call]
      if (!sender) throw new Error(`no client makes the call ${call}`)
      const send = paced(sender, pace(call, region))
      const task = () => readAll(call, send, input, closing.signal)
      if (serviceOf(call) !== 'elasticloadbalancing') return await task()
      const limit = limits.get(region) ?? limitConcurrency(elbConcurrency)
      limits.set(region, limit)
      return await limit(task)
    } catch (error) {
      return { ok: false, ...refusalOf(error) }
    }
  }

  const read: AwsSession['read'] = (call, region, input) =>
    keep(`${call} ${region} ${canonical(toJson(input))}`, () => makeCall(call, region, input))

  return {
    region: connections.region,
    client: async (name, region) => {
      const { client } = await connections.open(name, region)
      return client
    },
    read: async (call, region, input) => {
      const whole = many ? await fromWhole(call, input, (wide) => read(call, region, wide)) : null
      return whole ?? read(call, region, input)
    },
    prepare: async (services, region) => {
      try {
        for (const service of services) {
          if (closing.signal.aborted) return
          await connections.open(service, region)
          // Making a client takes the processor a while; calls that are ready to go out go first.
          await nextTurn()
        }
      } catch {
        // The call that needs the client will say what is wrong.
      }
    },
    close: () => {
      closing.abort()
      connections.close()
    },
  }
}

function serviceOf(call: AskableCall): ServiceName {
  return call.slice(0, call.indexOf(':')) as ServiceName
}
