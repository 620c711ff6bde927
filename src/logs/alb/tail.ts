/** The fields behind the target group, as far as a failed request is explained by them. */

export interface Tail {
  /** When the request arrived, as written; null in lines of before 2018 and in cut ones. */
  readonly createdAt: string | null
  /** The reason word of a Lambda target or an authentication step; null when there is none. */
  readonly errorReason: string | null
  /** Whether a rule answered by itself, without forwarding. */
  readonly byRule: boolean
}

/** Counted from the first field behind the target group. */
const createdField = 4
const actionsField = 5
const reasonField = 7

/** Reads what follows the target group. Quoted fields end at the next quote that is not escaped, with or without a space behind. */
export function readTail(text: string): Tail {
  const fields: string[] = []
  for (const [, quoted, plain] of text.matchAll(/"((?:[^"\\]|\\.)*)(?:"|$)|([^\s"]+)/gs)) {
    fields.push(quoted ?? plain ?? '')
    if (fields.length > reasonField) break
  }
  return {
    createdAt: named(fields[createdField]),
    errorReason: reason(fields[reasonField]),
    byRule: isByRule(fields[actionsField] ?? ''),
  }
}

/** `actions` as logged: a comma list of what the load balancer did. */
export function isByRule(actions: string): boolean {
  const done = actions.split(',')
  return done.includes('fixed-response') && !done.includes('forward')
}

function named(value: string | undefined): string | null {
  return value === undefined || value === '-' || value === '' ? null : value
}

/** Reasons are single words; anything else means that the fields lie differently than thought. */
function reason(value: string | undefined): string | null {
  return value !== undefined && /^\w{1,100}$/.test(value) ? value : null
}
