/** Collects the evidence of one diagnosis: each call goes out as soon as what it depends on is known. */

import { startDeadline } from '../../collect/deadline.ts'
import { CannotRun } from '../../core/errors.ts'
import type { Evidence } from '../../core/evidence.ts'
import { tool } from '../../core/tool.ts'
import { type Asker, createAsker } from '../asker.ts'
import type { ServiceName } from '../connection.ts'
import { type AwsSession, openSession } from '../session.ts'
import { type AwsTarget, type NamedTarget, parseTarget } from '../target.ts'
import { lookUpChanges } from './changes.ts'
import type { AwsCollectOptions } from './options.ts'
import { readSubject } from './read-subject.ts'
import { stopIfSilent } from './refuse.ts'
import { openSubject, type Subject } from './subject.ts'

/**
 * Asks AWS everything a diagnosis of the target needs. What cannot be read is a gap in the evidence. Throws CannotRun when there
 * is nothing to diagnose: no credentials, no such target, a malformed or foreign ARN.
 */
export async function collectAws(target: AwsTarget, options: AwsCollectOptions): Promise<Evidence> {
  const named = parseTarget(target)
  const session = options.session ?? openSession({ profile: options.profile, roleArn: options.roleArn })
  try {
    const region = await regionOf(named, options, session)
    const asker = createAsker(session, region, options.onProgress ?? (() => {}))
    const deadline = startDeadline(options.deadlineSeconds, options.signal, (refusal) => asker.abandon('all', refusal))
    try {
      void session.prepare(servicesOf(options), region)
      const opening = openSubject(asker.ask, named, region)
      // The slowest of all lookups, and one of a few in a row: what can begin with nothing known does.
      if (named.by === 'arn') void lookUpChanges(asker.ask, named.arn.text, options.window)
      const subject = await opening
      await readSubject(subject, { asker, session, region, options, signal: deadline.signal })
      stopIfSilent(asker.records(), region)
      return evidenceOf(subject, asker, region, options)
    } finally {
      deadline.clear()
    }
  } finally {
    if (!options.session) session.close()
  }
}

/** Clients that nearly every run needs, in the order it needs them. */
function servicesOf({ logs }: AwsCollectOptions): readonly ServiceName[] {
  const always = ['elasticloadbalancing', 'ec2', 'cloudwatch'] as const
  return logs.kind === 'off' ? always : [...always, 's3', 'logs']
}

async function regionOf(target: NamedTarget, options: AwsCollectOptions, session: AwsSession): Promise<string> {
  if (target.by === 'arn') {
    const { region } = target.arn
    if (options.region === undefined || options.region === region) return region
    throw new CannotRun(
      `The ARN lies in ${region}, but --region says ${options.region}.`,
      'Leave --region out: the ARN names it.',
    )
  }
  return chosenRegion(options.region, session)
}

/** The region asked for, or the one the SDK's configuration names. Throws CannotRun when neither does. */
export async function chosenRegion(region: string | undefined, session: AwsSession): Promise<string> {
  const found = region ?? (await session.region())
  if (found !== null) return found
  throw new CannotRun('No AWS region is set.', 'Use --region, set AWS_REGION, or give the ARN instead of the name.')
}

function evidenceOf({ balancer, pools }: Subject, asker: Asker, region: string, options: AwsCollectOptions): Evidence {
  const { window, backendKeepAliveSeconds, only, ignore } = options
  return {
    schemaVersion: 1,
    tool,
    collectedAt: options.now.toISOString(),
    question: {
      cloud: 'aws',
      region,
      loadBalancerId: balancer?.arn ?? null,
      poolIds: pools.map(({ arn }) => arn),
      window,
      backendKeepAliveSeconds,
      only,
      ignore,
    },
    calls: asker.records(),
  }
}
