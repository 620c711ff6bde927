/** Reads everything around the groups and their load balancer: network, metrics, functions, services, logs, changes. */

import { waitAtMost } from '../../collect/deadline.ts'
import { parseArn } from '../target.ts'
import type { BalancerFlow } from './balancer.ts'
import { readChanges } from './changes.ts'
import { readEnds } from './ends.ts'
import { parseFunction, readFunctions } from './functions.ts'
import { readLogs } from './logs.ts'
import { readMetrics } from './metrics.ts'
import { readNetwork, readNodes } from './network.ts'
import type { PoolFlow } from './pools.ts'
import type { Run } from './run.ts'
import { readServices } from './services.ts'
import type { Subject } from './subject.ts'
import { isInstance, readTargets, type TargetsFlow } from './targets.ts'

/** How long the slow lookup of changes may outlast everything else. */
const changesGraceMilliseconds = 2000

/** Ends when everything is read or has become a gap. */
export async function readSubject(subject: Subject, run: Run): Promise<void> {
  const { balancer, pools } = subject
  const { ask, abandon } = run.asker
  const vpcId = vpcOf(subject)
  const targets = readTargets(ask, pools, vpcId)
  const ends = readEnds(balancer, targets)
  const account = parseArn(pools[0]?.arn ?? balancer?.arn ?? '')?.account ?? null

  const changes = readChanges(ask, objectsOf(subject), objectsAtEnds(subject, ends), run.options.window)
  await Promise.all([
    ...pools.map(({ done }) => done),
    balancer?.done,
    balancer && readNodes(ask, balancer.arn),
    vpcId.then((id) => (id === null ? undefined : readNetwork(ask, id, account, ends))),
    balancer && readMetricsOf(balancer, pools, run),
    ...pools.map(({ targetIds }) => targetIds.then((ids) => readFunctions(ask, ids))),
    readServicesOf(pools, targets, run),
    balancer && readLogs(balancer, run),
  ])
  if (await waitAtMost(changes, changesGraceMilliseconds)) return
  const message = 'looking up changes took longer than everything else and was given up'
  abandon('cloudtrail:LookupEvents', { gap: 'notCollected', code: 'GivenUp', message })
  await changes
}

/** The network of the groups. Functions have none, and without groups there is no path to judge. */
async function vpcOf({ balancer, pools }: Subject): Promise<string | null> {
  const named = pools.find(({ group }) => group?.VpcId !== undefined)?.group?.VpcId
  if (named !== undefined) return named
  const kinds = await Promise.all(pools.map(({ kind }) => kind))
  if (kinds.every((kind) => kind === 'lambda')) return null
  return (await balancer?.balancer)?.VpcId ?? null
}

async function readMetricsOf(balancer: BalancerFlow, pools: readonly PoolFlow[], { asker, options }: Run): Promise<void> {
  const [described, kinds, targetIds] = await Promise.all([
    balancer.balancer,
    Promise.all(pools.map(({ kind }) => kind)),
    Promise.all(pools.map((pool) => pool.targetIds)),
  ])
  const subject = {
    balancerArn: balancer.arn,
    zones: (described?.AvailabilityZones ?? []).flatMap(({ ZoneName }) => ZoneName ?? []).sort(),
    pools: pools.map(({ arn }, index) => ({ arn, kind: kinds[index] ?? null })),
    instanceIds: [...new Set(targetIds.flat().filter(isInstance))].sort(),
  }
  await readMetrics(asker.ask, subject, options.window, options.now)
}

async function readServicesOf(pools: readonly PoolFlow[], targets: TargetsFlow, { asker }: Run): Promise<void> {
  const kinds = await Promise.all(pools.map(({ kind }) => kind))
  const arns = pools.filter((_, index) => kinds[index] === 'ip').map(({ arn }) => arn)
  if (arns.length > 0) await readServices(asker, arns, await targets.interfaces)
}

/** What changes are looked up for, the most telling first: known at once, and known when both ends are. */
function objectsOf({ balancer, pools }: Subject): readonly string[] {
  return [...pools.slice(0, 2).map(({ arn }) => arn), ...(balancer ? [balancer.arn] : [])]
}

async function objectsAtEnds({ pools }: Subject, ends: ReturnType<typeof readEnds>): Promise<readonly string[]> {
  const [{ balancerGroups, targetGroups }, targetIds] = await Promise.all([
    ends,
    Promise.all(pools.map((pool) => pool.targetIds)),
  ])
  const functions = targetIds.flat().flatMap((id) => parseFunction(id)?.name ?? [])
  const closest = [...functions.slice(0, 2), ...targetGroups.slice(0, 2), ...balancerGroups.slice(0, 2)]
  return [...new Set([...closest, ...targetGroups, ...balancerGroups])]
}
