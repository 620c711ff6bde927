/** How the events of a log group hold their records, as far as a query must know it. */
import { readJsonLine } from '../../../logs/alb/json-record.ts'
import { plainName } from '../../../logs/alb/named-fields.ts'
import { isWordy, type RecordLayout } from '../../../logs/alb/plain-record.ts'

/** What requests are counted by, under the names that queries give it. */
export type Column = 'lb' | 'tm' | 'st' | 'ts' | 'tg' | 'tgt'

/** How a query takes the columns out of an event, and which it finds. */
export interface LogForm {
  /** The commands that a query begins with. */
  readonly opening: string
  readonly columns: ReadonlySet<Column>
}

/** Names of a delivery's fields without their punctuation. */
const columnsByName: Readonly<Record<string, Column>> = {
  elb: 'lb',
  time: 'tm',
  elbstatuscode: 'st',
  targetstatuscode: 'ts',
  targetgrouparn: 'tg',
  targetport: 'tgt',
}

/** The balancer's own line, bare or inside whatever a forwarder wrapped around it. */
const ownLine = [
  String.raw`(?:https?|h2|grpcs|wss?) (?<tm>\d{4}-\d\d-\d\dT[\d:.]+Z) (?<lb>app\/\S+) \S+ (?<tgt>\S+) \S+ \S+ \S+ (?<st>\d{3}|-) (?<ts>\d{3}|-) `,
  String.raw`.*? (?<tg>arn:[^ "]+:targetgroup\/[^ "]+|-) \\?"(?:Root|Self|-)`,
].join('')

/**
 * The form that these events have; null where they differ, hold several lines each, or lack what is to be counted. `layout`: how plain
 * lines are laid out, null for the balancer's own format.
 */
export function formOf(messages: readonly string[], layout: RecordLayout | null): LogForm | null {
  const forms = messages.map((message) => formOfOne(message.trim(), layout))
  const [form] = forms
  if (form === undefined || form === null || forms.some((other) => other?.opening !== form.opening)) return null
  return form.columns.has('st') && form.columns.has('ts') ? form : null
}

function formOfOne(message: string, layout: RecordLayout | null): LogForm | null {
  if (/[\r\n]/.test(message)) return null
  const json = message.startsWith('{') ? readJsonLine(message) : null
  switch (json?.kind) {
    case 'broken':
      return null
    case 'record':
      return formOfRecord(json.entries.map(([name]) => name))
    case 'wrapped':
      return layout === null ? ownForm : null
    case undefined:
      return layout === null ? ownForm : formOfLayout(layout, message.includes('\t'))
  }
}

const ownForm: LogForm = { opening: `parse @message /${ownLine}/`, columns: new Set(Object.values(columnsByName)) }

function columnOf(name: string): Column | undefined {
  const plain = plainName(name)
  return Object.hasOwn(columnsByName, plain) ? columnsByName[plain] : undefined
}

/** The service finds the fields of a JSON object by itself. */
function formOfRecord(names: readonly string[]): LogForm | null {
  const known = names.flatMap((name) => {
    const column = columnOf(name)
    return column === undefined || !/^[\w:.-]+$/.test(name) ? [] : [{ column, name }]
  })
  if (known.length === 0) return null
  const renamed = known.sort((one, other) => (one.column < other.column ? -1 : 1))
  return {
    opening: `fields ${renamed.map(({ column, name }) => `\`${name}\` as ${column}`).join(', ')}`,
    columns: new Set(known.map(({ column }) => column)),
  }
}

/** The fields before the first and after the last that may hold the delimiter, as plain lines are read here too. */
function formOfLayout({ fields, delimiter }: RecordLayout, tabbed: boolean): LogForm | null {
  const written = delimiter.trim() === '' ? (tabbed ? '\t' : ' ') : delimiter
  if (written.length > 1) return null
  const mark = written === '\t' ? '\\t' : written.replace(/[^\w ]/, '\\$&')
  const taken = (name: string): string => {
    const column = columnOf(name)
    return column === undefined ? `[^${mark}]*` : `"?(?<${column}>[^${mark}"]*)"?`
  }
  const first = fields.findIndex(isWordy)
  const last = fields.findLastIndex(isWordy)
  const before = first === -1 ? fields : fields.slice(0, first)
  const after = first === -1 ? [] : fields.slice(last + 1)
  // In between only what looks like nothing else can be told, and only if a text does not look like several fields.
  const group = fields.slice(first, last).filter((name) => columnOf(name) === 'tg')
  if (group.length > 0 && mark !== ' ' && mark !== '\\t') return null
  const between = group.length > 0 ? `(?:.*${mark}"?(?<tg>arn:[^${mark}" ]+:targetgroup\\/[^${mark}" ]+))?.*` : '.*'
  const parts = [...before.map(taken), ...(first === -1 ? [] : [between]), ...after.map(taken)]
  return {
    opening: `parse @message /^${parts.join(mark)}$/`,
    columns: new Set([...before, ...group, ...after].flatMap((name) => columnOf(name) ?? [])),
  }
}
