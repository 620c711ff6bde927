/** The fake, started for one test, with the real SDK clients pointed at it. */
import { expect, onTestFinished } from 'vitest'
import { shop } from '../../scenarios/shop.ts'
import type { World } from '../../scenarios/world.ts'
import { type Clients, clientsOf } from './clients.ts'
import { type FakeAws, type FakeOptions, startFakeAws } from './server.ts'

/** Starts the fake until the test is over. */
export async function start(world: World = shop, options: FakeOptions = {}): Promise<Clients & { readonly fake: FakeAws }> {
  const fake = await startFakeAws(world, options)
  onTestFinished(() => fake.close())
  return { fake, ...clientsOf(fake.url) }
}

/** What an SDK error of this name and status looks like. */
export function refusal(name: string, status: number, message: RegExp = /./): object {
  return {
    name,
    message: expect.stringMatching(message),
    $metadata: expect.objectContaining({ httpStatusCode: status }),
  }
}
