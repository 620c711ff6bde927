/** What one run, or several runs that share what they read, have open and have read so far. */
import { setMaxListeners } from 'node:events'
import type { HttpClient } from '@azure/core-rest-pipeline'
import type { TokenCredential } from '@azure/identity'
import type { Answer } from '../collect/answer.ts'
import { keepAnswers } from '../collect/kept-answers.ts'
import { limitConcurrency } from '../collect/limit.ts'
import { canonical } from '../core/canonical.ts'
import { CannotRun } from '../core/errors.ts'
import type { ArmCall, ArmInput, Body } from './ask.ts'
import { type AzureCloud, clouds } from './clouds.ts'
import type { Connection } from './connection.ts'
import { lazyCredential } from './credential.ts'
import { readAll } from './read.ts'
import { refusalOf } from './refusal.ts'

/** Access to Azure under one set of credentials. Runs that share a session share answers too. */
export interface AzureSession {
  readonly cloud: AzureCloud
  /** Where Resource Manager answers. Without a slash at the end. */
  readonly endpoint: string
  /** Gives tokens for any audience. */
  readonly credential: TokenCredential
  /** Left out: Node's own. */
  readonly httpClient?: HttpClient | undefined
  /** Makes a call with all its pages, unless it is under way or was answered before in this session. Never rejects. */
  readonly read: (call: ArmCall, input: ArmInput) => Promise<Answer<Body>>
  /** Gives up what is under way. */
  readonly close: () => void
}

export interface SessionOptions {
  /** Which of Azure's clouds; the public one unless told. */
  readonly cloud?: AzureCloud | undefined
  /** Where Resource Manager answers, if not where the cloud has it; https only. */
  readonly armEndpoint?: string | undefined
  /** Where tokens come from; the SDK's default chain unless told. */
  readonly credential?: TokenCredential | undefined
  /** What sends requests, for tests and for programs with a transport of their own. */
  readonly httpClient?: HttpClient | undefined
}

/** Resource Manager takes a few hundred reads at once from one caller, and then some a second. */
const mostAtOnce = 40

/** Opens nothing yet: the SDK is loaded and credentials are looked up by the first call. Throws CannotRun for a bad endpoint. */
export function openSession({ cloud = 'public', armEndpoint, credential, httpClient }: SessionOptions = {}): AzureSession {
  const closing = new AbortController()
  // Every call in flight listens; that many listeners are no leak.
  setMaxListeners(0, closing.signal)
  const endpoint = armEndpoint === undefined ? clouds[cloud].resourceManager : checkedEndpoint(armEndpoint)
  const tokens = lazyCredential(credential, cloud)
  const keep = keepAnswers()
  const limit = limitConcurrency(mostAtOnce)
  let connection: Promise<Connection> | undefined
  const opened = (): Promise<Connection> => {
    const scope = `${clouds[cloud].resourceManager}/.default`
    connection ??= import('./connection.ts').then(({ connect }) => connect({ endpoint, credential: tokens, scope, httpClient }))
    return connection
  }
  const makeCall = async (call: ArmCall, input: ArmInput): Promise<Answer<Body>> => {
    try {
      const connected = await opened()
      const task = () => readAll(call, input, connected, closing.signal)
      // Backend health takes a minute, most of which is waiting.
      return await (call.endsWith('/action') ? task() : limit(task))
    } catch (error) {
      return { ok: false, ...refusalOf(error) }
    }
  }

  return {
    cloud,
    endpoint,
    credential: tokens,
    httpClient,
    read: (call, input) => keep(`${call} ${canonical(input)}`, () => makeCall(call, input)),
    close: () => closing.abort(),
  }
}

function checkedEndpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol === 'https:') return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
  throw new CannotRun(
    `${JSON.stringify(text)} is no endpoint of Azure Resource Manager.`,
    'An endpoint looks like https://management.azure.com; tokens are sent over https only.',
  )
}
