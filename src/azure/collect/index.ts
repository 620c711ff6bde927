/** Collects the evidence of one diagnosis: each call goes out as soon as what it depends on is known. */
import { beforeDeadline, startDeadline, waitAtMost } from '../../collect/deadline.ts'
import { everyCall } from '../../collect/recorder.ts'
import { CannotRun } from '../../core/errors.ts'
import type { Evidence } from '../../core/evidence.ts'
import { tool } from '../../core/tool.ts'
import { type Asker, createAsker } from '../asker.ts'
import { openSession } from '../session.ts'
import { type AzureTarget, parseTarget } from '../target.ts'
import { watchChanges } from './changes.ts'
import { findGateway } from './find.ts'
import { type GatewayFlow, readGateway } from './gateway.ts'
import { placeOf } from './ids.ts'
import { readLogs } from './logs.ts'
import { readMetrics } from './metrics.ts'
import type { AzureCollectOptions } from './options.ts'
import { notThere, stopIfHopeless, stopIfSilent } from './refuse.ts'
import type { Run } from './run.ts'
import { readSurroundings } from './surroundings.ts'

/**
 * Asks Azure everything a diagnosis of the gateway needs. What cannot be read is a gap in the evidence. Throws CannotRun when there
 * is nothing to diagnose: no credentials, no such gateway, a malformed or foreign id.
 */
export async function collectAzure(target: AzureTarget, options: AzureCollectOptions): Promise<Evidence> {
  const named = parseTarget(target)
  const session = options.session ?? openSession(options)
  try {
    const asker = createAsker(session, options.onProgress ?? (() => {}))
    const deadline = startDeadline(options.deadlineSeconds, options.signal, (refusal) => asker.abandon(everyCall, refusal))
    try {
      const gateway = readGateway(
        asker.ask,
        named.by === 'id' ? named.id : await beforeDeadline(findGateway(session, named), deadline.signal, notFoundInTime),
      )
      await readAll(gateway, { asker, session, options, signal: deadline.signal })
      stopIfSilent(asker.records(), session)
      return await evidenceOf(gateway, asker, options)
    } finally {
      deadline.clear()
    }
  } finally {
    if (!options.session) session.close()
  }
}

/** Without its id nothing can be read of a gateway, so that looking for it may take all the time there is, and no more. */
function notFoundInTime(): CannotRun {
  return new CannotRun('The gateway was not found in time.', 'Give its resource id instead of its name, or a longer --deadline.')
}

/** How long looking up changes may outlast everything else. */
const changesGraceMilliseconds = 2000

/** Ends when everything is read or has become a gap. Throws CannotRun when the gateway's own answer leaves nothing to read. */
async function readAll(gateway: GatewayFlow, run: Run): Promise<void> {
  const { asker, options } = run
  const changes = watchChanges(asker.ask, options.window, options.now)
  changes.watch([gateway.id])
  const others = Promise.all([
    gateway.done,
    readMetrics(asker.ask, gateway.id, options.window),
    gateway.parts.then((parts) => parts && readSurroundings({ ...asker, watch: changes.watch }, parts)),
    readLogs(gateway, run),
  ])
  const answer = await gateway.answer
  if (!answer.ok) {
    stopIfHopeless(answer, run.session)
    if (answer.gap === 'notFound') throw notThere(gateway.id.split('/').at(-1) ?? '', whereIs(gateway.id))
  }
  await others
  if (await waitAtMost(changes.done(), changesGraceMilliseconds)) return
  const message = 'looking up changes took longer than everything else and was given up'
  asker.abandon('Microsoft.Insights/eventtypes/values/read', { gap: 'notCollected', code: 'GivenUp', message })
  await changes.done()
}

function whereIs(id: string): string {
  const place = placeOf(id)
  return `resource group ${place?.resourceGroup} of subscription ${place?.subscriptionId}`
}

async function evidenceOf(gateway: GatewayFlow, asker: Asker, options: AzureCollectOptions): Promise<Evidence> {
  const { window, backendKeepAliveSeconds, only, ignore } = options
  return {
    schemaVersion: 1,
    tool,
    collectedAt: options.now.toISOString(),
    question: {
      cloud: 'azure',
      region: (await gateway.parts)?.location ?? '',
      loadBalancerId: gateway.id,
      poolIds: [],
      window,
      backendKeepAliveSeconds,
      only,
      ignore,
    },
    calls: asker.records(),
  }
}
