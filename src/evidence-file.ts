/** Evidence as a file: one piece, or the wrapper `{"schemaVersion":1,"evidences":[…]}` of a run over several load balancers. */
import { CannotRun } from './core/errors.ts'
import type { Evidence } from './core/evidence.ts'
import { escapeJson } from './report/clean.ts'

export interface EvidenceFile {
  readonly evidences: readonly Evidence[]
  /** Whether the file is the wrapper. */
  readonly wrapped: boolean
}

/** The file's text. Parsing it gives back equal evidence; printing it is safe whatever the evidence holds. */
export function formatEvidenceFile({ evidences, wrapped }: EvidenceFile): string {
  const [only] = evidences
  const document = wrapped || only === undefined || evidences.length > 1 ? { schemaVersion: 1, evidences } : only
  return `${escapeJson(JSON.stringify(document, null, 1))}\n`
}

/** Evidence from a file's text. Throws CannotRun, naming `source`, when it is none or of another version. */
export function parseEvidenceFile(text: string, source: string): EvidenceFile {
  const document = parseJson(text, source)
  const wrapped = isObject(document) && Array.isArray(document.evidences)
  const evidences: readonly unknown[] = wrapped ? (document.evidences as unknown[]) : [document]
  if (evidences.length === 0) throw new CannotRun(`${source} holds no evidence.`, 'It was saved by a run that found nothing.')
  return { evidences: evidences.map((evidence) => checked(evidence, source)), wrapped }
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    const why = text.trim() === '' ? 'is empty' : 'is not JSON'
    throw new CannotRun(`${source} ${why}.`, 'lb502 explain reads what lb502 aws --save wrote.', { cause: error })
  }
}

/** Checks the frame that judging relies on; what calls returned is the normalisers' to judge. */
function checked(value: unknown, source: string): Evidence {
  const fault = faultOf(value)
  if (fault === null) return value as Evidence
  const hint =
    isObject(value) && 'verdict' in value
      ? 'It is a report. lb502 explain reads evidence, saved with --save.'
      : 'lb502 explain reads what lb502 aws --save wrote.'
  throw new CannotRun(`${source} is not evidence of lb502: ${fault}.`, hint)
}

function faultOf(value: unknown): string | null {
  if (!isObject(value)) return 'no object'
  if (value.schemaVersion !== 1) return `schemaVersion is ${JSON.stringify(value.schemaVersion) ?? 'missing'}, not 1`
  if (!isObject(value.tool) || !isText(value.tool.name) || !isText(value.tool.version)) return 'tool is missing'
  if (!isTime(value.collectedAt)) return 'collectedAt is no time'
  const question = questionFault(value.question)
  if (question !== null) return `question.${question}`
  if (!Array.isArray(value.calls)) return 'calls is no list'
  const index = value.calls.findIndex((call) => !isCall(call))
  return index < 0 ? null : `calls[${index}] is no call`
}

function questionFault(question: unknown): string | null {
  if (!isObject(question)) return 'cloud is missing'
  if (question.cloud !== 'aws' && question.cloud !== 'azure') return 'cloud is not aws or azure'
  if (!isText(question.region)) return 'region is missing'
  if (question.loadBalancerId !== null && !isText(question.loadBalancerId)) return 'loadBalancerId is no id'
  if (!isTexts(question.poolIds)) return 'poolIds is no list'
  if (!isObject(question.window) || !isTime(question.window.from) || !isTime(question.window.to)) return 'window is no window'
  const keepAlive = question.backendKeepAliveSeconds
  if (keepAlive !== null && !(typeof keepAlive === 'number' && keepAlive > 0)) return 'backendKeepAliveSeconds is no duration'
  if (!isTexts(question.only)) return 'only is no list'
  return isTexts(question.ignore) ? null : 'ignore is no list'
}

const gaps: readonly unknown[] = ['denied', 'throttled', 'notFound', 'notCollected', 'failed']

function isCall(call: unknown): boolean {
  if (!isObject(call) || !isText(call.call) || !isText(call.scope) || !isText(call.permission) || !isObject(call.outcome))
    return false
  const { ok, gap, code, message } = call.outcome
  return ok === true || (ok === false && gaps.includes(gap) && isText(code) && isText(message))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText)
}

function isTime(value: unknown): boolean {
  return isText(value) && !Number.isNaN(Date.parse(value))
}
