/**
 * What one diagnosis of an Application Gateway with request logs costs against a fake Azure that takes 50 ms a call, beside the bars
 * and beside what the same calls cost one after the other: `npm run bench:azure`. Build first.
 */
import { collectAzure } from '../src/azure/collect/index.ts'
import { judge } from '../src/pipeline.ts'
import { gatewayId } from '../test/scenarios/azure-worlds/ids.ts'
import { windowFrom, windowTo } from '../test/scenarios/world.ts'
import { latency, printCalls } from './lib/calls.ts'
import { incident, withAzureIncident } from './lib/incident.ts'
import { repeatAzure } from './lib/repeat-azure.ts'

await withAzureIncident(latency, async (asked) => {
  const { env } = asked
  // An authority for certificates can only be named before a process starts; this one asks nobody but the fake.
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  await printCalls(asked, {
    what: 'one gateway with logs',
    inspect: () => inspect(env.LB502_ARM_ENDPOINT ?? ''),
    // Where the log goes, its account, list of blobs, blob.
    depth: 4,
    isOperation: ({ call }) => /backendhealth|operationResults/.test(call),
    keyOf: ({ method, path, detail }) => `${method} ${path} ${detail}`,
    repeat: (requests) => repeatAzure(env, requests),
  })
})

async function inspect(endpoint: string): Promise<void> {
  const asked = {
    armEndpoint: endpoint,
    logsEndpoint: endpoint,
    window: { from: windowFrom, to: windowTo },
    logs: { kind: 'auto' },
    deadlineSeconds: 60,
    backendKeepAliveSeconds: null,
    only: [],
    ignore: [],
  } as const
  const evidence = await collectAzure({ kind: 'id', id: gatewayId }, { ...asked, now: new Date(windowTo) })
  const found = judge(evidence)[0]?.causes[0]?.id
  if (found !== incident) throw new Error(`expected ${incident}, got ${found}`)
}
