/** What the templates for AWS hold, read by parsers of their languages; neither CloudFormation nor Terraform itself runs here. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from '@cdktn/hcl2json'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml, type ScalarTag } from 'yaml'
import { readPolicyFile, withReadPolicy } from '../../scripts/deploy-parts.ts'

const folder = join(import.meta.dirname, '../../deploy')
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')

/** What the Lambda function reads. */
const variables = [
  'LB502_BACKEND_KEEPALIVE',
  'LB502_EVENT_BUS',
  'LB502_LOGS',
  'LB502_REGIONS',
  'LB502_REMINDER',
  'LB502_SLACK_WEBHOOK_URL',
  'LB502_SNS_TOPIC_ARN',
  'LB502_STATE',
  'LB502_TARGETS',
  'LB502_TEAMS_WEBHOOK_URL',
  'LB502_WEBHOOK_URL',
  'LB502_WINDOW',
]

/** What may be written, and where: nothing but the state and the sinks. */
const writes: Readonly<Record<string, RegExp>> = {
  's3:PutObject': /lb502\/\*$/,
  'ssm:PutParameter': /parameter\$\{(?:var\.state_parameter_path|StateParameterPath)\}\/\*$/,
  'sns:Publish': /topic/i,
  'events:PutEvents': /bus/i,
}

test('generated parts follow from the table of calls', () => {
  const stale = 'stale: npx tsx scripts/generate-deploy.ts'
  expect(withReadPolicy(read('aws/template.yaml')), stale).toBe(read('aws/template.yaml'))
  expect(readPolicyFile(), stale).toBe(read('aws/read-policy.json'))
})

describe('the template of CloudFormation', () => {
  const template = readTemplate(read('aws/template.yaml'))
  const { Parameters, Conditions, Resources } = template
  const used = [...valuesOf(template)]

  test('refers only to what it has', () => {
    const pseudo = ['AWS::NoValue', 'AWS::Region', 'AWS::AccountId', 'AWS::Partition']
    const known = new Set([...Object.keys(Parameters), ...Object.keys(Resources), ...pseudo])
    expect(referencesIn(used).filter((name) => !known.has(name))).toEqual([])
    expect(conditionsIn(used).filter((name) => !(name in Conditions))).toEqual([])
  })

  test('uses every parameter and every condition', () => {
    const referred = new Set(referencesIn(used))
    expect(Object.keys(Parameters).filter((name) => !referred.has(name))).toEqual([])
    const conditional = new Set(conditionsIn(used))
    expect(Object.keys(Conditions).filter((name) => !conditional.has(name))).toEqual([])
  })

  test('sets the variables that the function reads', () => {
    expect(Object.keys(Resources.Function.Properties.Environment.Variables).sort()).toEqual(variables)
  })

  test('keeps addresses that are secrets out of sight', () => {
    const shown = Object.entries(Parameters).filter(([, { NoEcho }]) => NoEcho !== true)
    expect(shown.map(([name]) => name).filter((name) => name.endsWith('WebhookUrl'))).toEqual([])
  })

  test('allows writing to what is configured alone', () => {
    const [log, reading, ...sinks] = Resources.Role.Properties.Policies
    expect(log).toMatchObject({ PolicyName: 'log' })
    expect(JSON.parse(readPolicyFile())).toEqual((reading as { PolicyDocument: unknown }).PolicyDocument)
    const allowed: string[] = []
    for (const sink of sinks) {
      const [condition, policy, none] = (sink as { If: [string, StatedPolicy, unknown] }).If
      expect(Conditions).toHaveProperty(condition)
      expect(none).toEqual({ Ref: 'AWS::NoValue' })
      for (const { Action, Resource } of policy.PolicyDocument.Statement) {
        const target = typeof Resource === 'string' ? Resource : Object.values(Resource)[0]
        for (const action of [Action].flat().filter((each) => !/:Get/.test(each))) {
          allowed.push(action)
          expect(target).toMatch(writes[action] ?? /never/)
        }
      }
    }
    expect(allowed.sort()).toEqual(Object.keys(writes).sort())
  })

  test('raises an alarm when the function fails', () => {
    expect(Resources.ErrorsAlarm).toMatchObject({ Properties: { Namespace: 'AWS/Lambda', MetricName: 'Errors' } })
  })
})

describe('the module of Terraform', () => {
  const text = read('aws/main.tf')

  test('parses, refers only to what it has and uses all of it', async () => {
    const parsed = await parse('main.tf', text)
    const names = (kind: 'resource' | 'data'): string[] =>
      Object.entries(parsed[kind] as Readonly<Record<string, object>>).flatMap(([type, all]) =>
        Object.keys(all).map((name) => `${kind === 'data' ? 'data.' : ''}${type}.${name}`),
      )
    const has = [
      ...Object.keys(parsed.variable).map((name) => `var.${name}`),
      ...(parsed.locals as readonly object[]).flatMap(Object.keys).map((name) => `local.${name}`),
      ...names('data'),
      ...names('resource'),
    ]
    const body = text.replace(/#.*$/gm, '')
    const referred = [...body.matchAll(/\b(?:var\.\w+|local\.\w+|data\.aws_\w+\.\w+|(?<!data\.)aws_\w+\.\w+)/g)].map(
      ([name]) => name,
    )
    expect(referred.filter((name) => !has.includes(name))).toEqual([])
    const leaves = has.filter((name) => !referred.includes(name) && !name.startsWith('aws_'))
    expect(leaves).toEqual([])
  })

  test('sets the variables that the function reads, hides secrets, and writes only to what is configured', async () => {
    const parsed = await parse('main.tf', text)
    expect(Object.keys(parsed.locals[0].environment).sort()).toEqual(variables)
    const secret = Object.entries(parsed.variable as Readonly<Record<string, readonly { readonly sensitive?: boolean }[]>>)
      .filter(([, [declared]]) => declared?.sensitive === true)
      .map(([name]) => name)
    expect(secret).toEqual(['slack_webhook_url', 'teams_webhook_url', 'webhook_url'])
    const granted = [...text.matchAll(/Action\s+= \["?([^\]]*)\]\s*Resource = (.*)/g)].map(([, actions = '', resource = '']) => ({
      actions: actions.match(/\w+:\w+/g) ?? [],
      resource: resource.replaceAll('"', ''),
    }))
    const writing = granted.flatMap(({ actions, resource }) =>
      actions.filter((action) => action in writes).map((action) => [action, writes[action]?.test(resource)] as const),
    )
    expect(Object.fromEntries(writing)).toEqual(Object.fromEntries(Object.keys(writes).map((action) => [action, true])))
  })
})

interface StatedPolicy {
  readonly PolicyDocument: {
    readonly Statement: readonly {
      readonly Action: string | readonly string[]
      readonly Resource: string | Readonly<Record<string, string>>
    }[]
  }
}

interface Template {
  readonly Parameters: Readonly<Record<string, { readonly NoEcho?: boolean }>>
  readonly Conditions: Readonly<Record<string, unknown>>
  readonly Resources: {
    readonly Function: { readonly Properties: { readonly Environment: { readonly Variables: object } } }
    readonly Role: { readonly Properties: { readonly Policies: readonly unknown[] } }
    readonly ErrorsAlarm: object
  }
}

/** Short forms become objects of one key: `!Ref X` is `{ Ref: 'X' }`. */
function readTemplate(text: string): Template {
  const scalars = ['Ref', 'Sub', 'GetAtt'].map(
    (name): ScalarTag => ({ tag: `!${name}`, resolve: (value) => ({ [name]: value }) }),
  )
  const lists = ['If', 'Not', 'Equals', 'And'].map((name) => ({
    tag: `!${name}`,
    collection: 'seq' as const,
    resolve: (value: { toJSON: () => unknown }) => ({ [name]: value.toJSON() }),
  }))
  return parseYaml(text, { customTags: [...scalars, ...(lists as unknown as ScalarTag[])] }) as Template
}

/** Every function of the template with what it is given. */
function* valuesOf(value: unknown): Generator<readonly [name: string, given: unknown]> {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    yield [name, inner]
    yield* valuesOf(inner)
  }
}

function referencesIn(used: readonly (readonly [string, unknown])[]): string[] {
  return used.flatMap(([name, given]) => {
    if (typeof given !== 'string') return []
    if (name === 'Ref') return [given]
    if (name === 'GetAtt') return [given.slice(0, given.indexOf('.'))]
    return name === 'Sub' ? [...given.matchAll(/\$\{([\w:]+)\}/g)].map(([, inner = '']) => inner) : []
  })
}

function conditionsIn(used: readonly (readonly [string, unknown])[]): string[] {
  return used.flatMap(([name, given]) => (name === 'If' && Array.isArray(given) ? [String(given[0])] : []))
}
