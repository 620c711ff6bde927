/** The fake AWS with a fleet and with AWS's own rates, as a process of its own: forked with the size of the fleet and a latency. */
import { startFakeAws } from '../test/fakes/aws/server.ts'
import { fleetOf } from './lib/fleet-world.ts'
import { serve } from './lib/serve.ts'

const [, , size = '', latency = ''] = process.argv
const [balancers = 0, groupsEach = 0] = size.split('x').map(Number)
const fake = await startFakeAws(fleetOf(balancers, groupsEach), { latencyMilliseconds: Number(latency), hasBuckets: true })
serve({ AWS_ENDPOINT_URL: fake.url }, fake.requests)
