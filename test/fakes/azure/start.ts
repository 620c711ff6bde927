/** The fake, started for one test, and a way to ask it anything. */
import { request } from 'node:https'
import { onTestFinished } from 'vitest'
import { worldOf } from '../../scenarios/azure-worlds/build.ts'
import { shopPlan } from '../../scenarios/azure-worlds/plan.ts'
import type { AzureWorld } from '../../scenarios/azure-worlds/world.ts'
import type { Item } from '../../scenarios/world.ts'
import { identityOf } from './credential.ts'
import { type FakeAzure, type FakeAzureOptions, startFakeAzure } from './server.ts'

export interface Asking {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Whom the token is for; null for none. */
  readonly audience?: string | null
}

export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  /** Undefined for what is no JSON. */
  readonly body: Item | undefined
}

export interface Started {
  readonly fake: FakeAzure
  readonly ask: (path: string, asking?: Asking) => Promise<Answered>
}

export const arm = 'https://management.azure.com'
export const storage = 'https://storage.azure.com'

/** Starts the fake until the test is over. */
export async function start(world: AzureWorld = worldOf(shopPlan), options: FakeAzureOptions = {}): Promise<Started> {
  const fake = await startFakeAzure(world, options)
  onTestFinished(() => fake.close())
  const identity = identityOf(fake)
  return {
    fake,
    ask: async (path, { audience = arm, ...asking } = {}) => {
      const token = audience === null ? null : await identity.getToken(`${audience}/.default`)
      const authorization = token === null ? {} : { authorization: `Bearer ${token.token}` }
      return send(fake, path, { ...asking, headers: { ...authorization, ...asking.headers } })
    },
  }
}

function send(fake: FakeAzure, path: string, { method = 'GET', headers = {}, body = '' }: Asking): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const url = path.startsWith('https:') ? path : fake.url + encodeURI(path)
    const outgoing = request(url, { method, headers, ca: fake.certificate, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: parsed(text) }))
    })
    outgoing.on('error', reject).end(body)
  })
}

function parsed(text: string): Item | undefined {
  try {
    return JSON.parse(text) as Item
  } catch {
    return undefined
  }
}

/** The code of a refusal, wherever it stands. */
export function codeIn({ body }: Answered): unknown {
  return (body?.error as Item | undefined)?.code ?? body?.code
}

/** The items of a page. */
export function itemsIn({ body }: Answered): readonly Item[] {
  return (body?.value ?? []) as readonly Item[]
}
