/**
 * What one diagnosis of a target group with request logs costs against a fake AWS that takes 50 ms a call, beside the bars and
 * beside what the same calls cost one after the other: `npm run bench:aws`. Build first.
 */
import { collectAws } from '../src/aws/collect/index.ts'
import { toJson } from '../src/aws/json.ts'
import { canonical } from '../src/core/canonical.ts'
import { judge } from '../src/pipeline.ts'
import { groupArn } from '../test/scenarios/shop.ts'
import { windowFrom, windowTo } from '../test/scenarios/world.ts'
import { latency, printCalls } from './lib/calls.ts'
import { incident, withAwsIncident } from './lib/incident.ts'
import { printRow } from './lib/print.ts'
import { repeatAws } from './lib/repeat-aws.ts'
import { printStartUp } from './lib/start-up.ts'

await withAwsIncident(latency, async (asked) => {
  await printCalls(asked, {
    what: 'one target group with logs',
    inspect,
    // Group, load balancer, list of log objects, log object.
    depth: 4,
    isOperation: () => false,
    keyOf: ({ call, input }) => `${call} ${canonical(toJson(input))}`,
    repeat: (requests) => repeatAws(asked.env.AWS_ENDPOINT_URL ?? '', requests),
  })
  printRow('', '')
  await printStartUp(asked.words, asked.env)
})

async function inspect(): Promise<void> {
  const window = { from: windowFrom, to: windowTo }
  const asked = {
    window,
    logs: { kind: 'auto' },
    deadlineSeconds: 60,
    backendKeepAliveSeconds: null,
    only: [],
    ignore: [],
  } as const
  const evidence = await collectAws({ kind: 'pool', id: groupArn }, { ...asked, now: new Date(windowTo) })
  const found = judge(evidence)[0]?.causes[0]?.id
  if (found !== incident) throw new Error(`expected ${incident}, got ${found}`)
}
