/** Reads a load balancer's request and health-check logs from wherever they are kept, and records what they say. */
import type { LogRequest } from '../log-request.ts'
import { parseArn } from '../target.ts'
import { countByAthena } from './athena/index.ts'
import { type DeliveredGroup, findDeliveredGroups } from './deliveries.ts'
import type { LogKind } from './gatherer.ts'
import { type LogGroup, readGroup } from './groups.ts'
import { readS3 } from './s3.ts'
import type { S3Folder } from './s3-keys.ts'

/**
 * Records one reading per kind of log, or why there is none; nothing at all for a log that is switched off. What the user chose
 * says where the request log is; health-check logs are always looked for where the balancer says.
 */
export async function collectLogs(request: LogRequest): Promise<void> {
  const { choice } = request
  if (choice.kind === 'off') return
  const delivered = findDeliveredGroups(request)
  const automatic = (kind: LogKind): Promise<void> => readWhereWritten(kind, delivered, request)
  switch (choice.kind) {
    case 'auto':
      await Promise.all([automatic('access'), automatic('probe')])
      return
    case 's3':
      await Promise.all([readS3(namedFolder(choice, request), request), automatic('probe')])
      return
    case 'athena':
      await Promise.all([
        countByAthena({ ...choice, balancer: balancerOf(request.loadBalancerArn) }, request),
        automatic('probe'),
      ])
      return
    case 'group':
      await Promise.all([readNamedGroup(choice.name, delivered, request), automatic('probe')])
      return
  }
}

const attributes: Readonly<Record<LogKind, string>> = { access: 'access_logs.s3', probe: 'health_check_logs.s3' }

/** S3 where the balancer's attributes say so; a log group where they do not, or where S3 tells nothing. */
async function readWhereWritten(
  kind: LogKind,
  delivered: Promise<readonly DeliveredGroup[]>,
  request: LogRequest,
): Promise<void> {
  const settings = (await request.settings) ?? {}
  const bucket = settings[`${attributes[kind]}.bucket`]
  const readDelivered = async (): Promise<boolean> => {
    const group = (await delivered).find((one) => one.kind === kind)
    return group !== undefined && (await readGroup(logGroupOf(group, request), request))
  }
  if (settings[`${attributes[kind]}.enabled`] !== 'true' || !bucket) {
    await readDelivered()
    return
  }
  // Tried once: what told nothing before tells nothing afterwards.
  let tried: Promise<boolean> | undefined
  const instead = (): Promise<boolean> => {
    tried ??= readDelivered()
    return tried
  }
  const folder = folderOf(request, kind, bucket, settings[`${attributes[kind]}.prefix`] ?? '')
  if (!(await readS3(folder, request, instead))) await instead()
}

/** Folders are built from the load balancer's own ARN; a prefix that already leads to `AWSLogs/` or below is understood. */
function folderOf({ loadBalancerArn, account, region }: LogRequest, kind: LogKind, bucket: string, prefix: string): S3Folder {
  const before = prefix.replace(/(^|\/)AWSLogs(\/.*)?$/, '').replace(/^\/+|\/+$/g, '')
  const base = before === '' ? '' : `${before}/`
  return { kind, bucket, base, account: account ?? '', region, balancer: balancerOf(loadBalancerArn), copies: null }
}

/** A place that the user named: laid out as the balancer does it, or a folder of copies. */
function namedFolder({ bucket, prefix }: { readonly bucket: string; readonly prefix: string }, request: LogRequest): S3Folder {
  return { ...folderOf(request, 'access', bucket, prefix), copies: prefix.replace(/^\/+/, '') || null }
}

/** A group that the user named; if the balancer's logs are delivered to it, how they are laid out is known. */
async function readNamedGroup(
  text: string,
  delivered: Promise<readonly DeliveredGroup[]>,
  request: LogRequest,
): Promise<boolean> {
  const arn = parseArn(text.replace(/:\*$/, ''))
  const name = arn === null ? text : arn.resource.replace(/^log-group:/, '')
  const known = (await delivered).find((group) => group.kind === 'access' && group.name === name)
  if (known !== undefined) return readGroup(logGroupOf(known, request), request)
  return readGroup(
    {
      kind: 'access',
      region: arn?.region || request.region,
      name,
      address: arn === null ? { logGroupName: name } : { logGroupIdentifier: arn.text },
      layout: null,
      balancer: balancerOf(request.loadBalancerArn),
    },
    request,
  )
}

function logGroupOf({ kind, region, name, arn, account, layout }: DeliveredGroup, request: LogRequest): LogGroup {
  const address = account === request.account ? { logGroupName: name } : { logGroupIdentifier: arn }
  return { kind, region, name, address, layout, balancer: balancerOf(request.loadBalancerArn) }
}

/** `app/name/id`, as logs name the load balancer. */
function balancerOf(loadBalancerArn: string): string {
  return loadBalancerArn.slice(loadBalancerArn.indexOf(':loadbalancer/') + ':loadbalancer/'.length)
}
