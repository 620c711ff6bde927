/** How log readings, and the reasons why there are none, stand in the evidence. */
import type { Answer } from '../../collect/answer.ts'
import type { Coverage } from '../../collect/logs/coverage.ts'
import type { Refusal } from '../../collect/refusal.ts'
import { callInfo } from '../call-names.ts'
import type { LogRequest } from '../log-request.ts'
import type { Gatherer, LogKind } from './gatherer.ts'

/** A log as it was looked for: which kind, in what place. */
export interface LogPlace {
  readonly kind: LogKind
  readonly call: 's3:GetObject' | 'logs:FilterLogEvents' | 'logs:StartQuery' | 'athena:StartQueryExecution'
  readonly region: string
  /** For display: `s3://bucket/prefix`, `log group /aws/alb`; null when it could not be found out. */
  readonly source: string | null
}

/** Records what the place gave. `permission` names the one that was missing where it is not the call's own. */
export function recordLog(
  { record, window }: Pick<LogRequest, 'record' | 'window'>,
  { kind, call, region, source }: LogPlace,
  answer: Answer<unknown>,
  permission: string = callInfo(call).permission,
): void {
  const input = { kind, source, from: window.from, to: window.to }
  record({ call, scope: region, permission, input, outcome: answer })
}

/**
 * Records what was gathered from a place; true when it tells of anything. An empty health-check log is no knowledge: silence would
 * read as "no probe failed".
 */
export function recordReading(
  request: Pick<LogRequest, 'record' | 'window'>,
  place: LogPlace & { readonly source: string },
  gatherer: Gatherer,
  coverage: Coverage,
): boolean {
  const { parsed, outsideWindow } = gatherer.lines()
  const tells = parsed > outsideWindow
  const empty: Refusal = {
    gap: 'notFound',
    code: 'NoLogLines',
    message: `${place.source} has no health-check lines for this time`,
  }
  if (place.kind === 'probe' && !tells) recordLog(request, place, { ok: false, ...empty })
  else recordLog(request, place, { ok: true, output: gatherer.reading(place.source, coverage) })
  return tells
}

/** The permission a refused read needs: the key's where the object was readable but for its encryption. */
export function permissionFor(call: LogPlace['call'], { code, message }: Refusal): string {
  return /^KMS/i.test(code) || /kms:Decrypt/.test(message) ? 'kms:Decrypt' : callInfo(call).permission
}
