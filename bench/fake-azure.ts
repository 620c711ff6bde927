/** The fake Azure as a process of its own: forked with a scenario and a latency. */
import { startFakeAzure } from '../test/fakes/azure/server.ts'
import { azureScenarios } from '../test/scenarios/azure.ts'
import { serve } from './lib/serve.ts'

const [, , scenario = '', latency = ''] = process.argv
const world = azureScenarios[scenario]?.world
if (world === undefined) throw new Error(`no scenario is called ${scenario}`)

/** Backend health takes longer than everything else, as it does in earnest. */
const healthPolls = 8

const fake = await startFakeAzure(world, { latencyMilliseconds: Number(latency), healthPolls })
serve(fake.environment, fake.requests)
