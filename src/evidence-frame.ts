/** Evidence comes from files and from other programs, so its type is a claim. */

/** What is wrong with the frame that judging relies on, in a few words; null when it is whole. What calls returned is not looked at. */
export function frameFault(value: unknown): string | null {
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

/** Whether a value is an object with members by name. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
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
