/** The fake AWS as a process of its own: forked with a scenario and a latency. */
import { startFakeAws } from '../test/fakes/aws/server.ts'
import { scenarios } from '../test/scenarios/aws.ts'
import { serve } from './lib/serve.ts'

const [, , scenario = '', latency = ''] = process.argv
const world = scenarios[scenario]?.world
if (world === undefined) throw new Error(`no scenario is called ${scenario}`)

const fake = await startFakeAws(world, { latencyMilliseconds: Number(latency) })
serve({ AWS_ENDPOINT_URL: fake.url }, fake.requests)
