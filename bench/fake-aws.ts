/** The fake AWS as a process of its own, so that its work does not count: forked with a latency, it answers to messages. */
import { startFakeAws } from '../test/fakes/aws/server.ts'
import { scenarios } from '../test/scenarios/aws.ts'

const [, , scenario = '', latency = ''] = process.argv
const world = scenarios[scenario]?.world
if (world === undefined) throw new Error(`no scenario is called ${scenario}`)

const fake = await startFakeAws(world, { latencyMilliseconds: Number(latency) })
let told = 0
process.on('message', () => {
  process.send?.({ requests: fake.requests.slice(told) })
  told = fake.requests.length
})
process.send?.({ url: fake.url })
