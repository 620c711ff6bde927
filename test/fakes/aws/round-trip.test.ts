/** Whatever the fake writes by an operation's schema, the SDK reads as the same value: one operation or more for each protocol. */
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { DescribeInstancesCommand, DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2'
import { DescribeServicesCommand } from '@aws-sdk/client-ecs'
import { DescribeRulesCommand, DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda'
import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asFunction, changed, withService } from '../../scenarios/changes.ts'
import { groupArn, listenerArn, shop } from '../../scenarios/shop.ts'
import { logBucket, windowFrom, windowTo } from '../../scenarios/world.ts'
import type { Clients } from './clients.ts'
import type { Fault } from './faults.ts'
import { findOperation, services } from './services.ts'
import { start } from './start.ts'
import type { Schema } from './wire/schema.ts'

const deepest = 5

/** Texts as XML and headers can carry them: without whitespace at the ends, and without halves of characters. */
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.constantFrom('a &lt; b', '<x>&amp;&#65;', ']]>\t\'\u0007"'),
)
const times = fc.integer({ min: 0, max: 4_000_000_000_000 }).map((milliseconds) => new Date(milliseconds))

function valuesOf(schema: Schema, isXml: boolean, depth: number = 0): fc.Arbitrary<unknown> {
  if (schema.isStructSchema()) {
    const members = [...schema.structIterator()].filter(
      ([, member]) => depth < deepest && !member.isStreaming() && member.getMergedTraits().httpHeader === undefined,
    )
    return fc.record(Object.fromEntries(members.map(([name, member]) => [name, valuesOf(member, isXml, depth + 1)])), {
      requiredKeys: [],
    })
  }
  if (schema.isListSchema()) {
    // XML without an element around a list cannot say that it is empty.
    const minLength = isXml && schema.getMergedTraits().xmlFlattened ? 1 : 0
    return fc.array(valuesOf(schema.getValueSchema(), isXml, depth + 1), { minLength, maxLength: 2 })
  }
  if (schema.isMapSchema()) {
    const entries = fc.tuple(
      fc.string({ unit: 'grapheme-ascii', minLength: 1 }),
      valuesOf(schema.getValueSchema(), isXml, depth + 1),
    )
    return fc.array(entries, { minLength: 1, maxLength: 2 }).map((pairs) => Object.fromEntries(pairs))
  }
  if (schema.isTimestampSchema()) return times
  if (schema.isBooleanSchema()) return fc.boolean()
  return schema.isNumericSchema() ? fc.integer({ min: -1000, max: 1_000_000 }) : texts
}

const FunctionName = 'arn:aws:lambda:eu-central-1:111122223333:function:checkout'
const world = { ...changed(shop, asFunction('LambdaUnhandled', 1), withService([])), instances: shop.instances }

it.each<readonly [string, string, (clients: Clients) => Promise<object>]>([
  ['elasticloadbalancing', 'DescribeRules', ({ elb }) => elb.send(new DescribeRulesCommand({ ListenerArn: listenerArn }))],
  [
    'elasticloadbalancing',
    'DescribeTargetHealth',
    ({ elb }) => elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: groupArn })),
  ],
  ['ec2', 'DescribeSecurityGroups', ({ ec2 }) => ec2.send(new DescribeSecurityGroupsCommand({}))],
  ['ec2', 'DescribeInstances', ({ ec2 }) => ec2.send(new DescribeInstancesCommand({}))],
  [
    'monitoring',
    'GetMetricData',
    ({ cloudwatch }) =>
      cloudwatch.send(
        new GetMetricDataCommand({ StartTime: new Date(windowFrom), EndTime: new Date(windowTo), MetricDataQueries: [] }),
      ),
  ],
  ['cloudtrail', 'LookupEvents', ({ cloudtrail }) => cloudtrail.send(new LookupEventsCommand({}))],
  ['ecs', 'DescribeServices', ({ ecs }) => ecs.send(new DescribeServicesCommand({ cluster: 'main', services: ['web'] }))],
  ['lambda', 'GetFunctionConfiguration', ({ lambda }) => lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))],
  ['s3', 'ListObjectsV2', ({ s3 }) => s3.send(new ListObjectsV2Command({ Bucket: logBucket }))],
])('%s %s', async (name, action, send) => {
  const service = services[name]
  const operation = service && findOperation(service, action)
  if (!operation) throw new Error(`no operation ${name} ${action}`)
  let output: Readonly<Record<string, unknown>> = {}
  const altered: Fault = { call: '*', kind: 'altered', alter: () => output }
  const clients = await start(world, { faults: [altered] })
  const isXml = service.protocol === 'query' || service.protocol === 'ec2' || service.protocol === 'rest-xml'
  const outputs = valuesOf(operation.output, isXml) as fc.Arbitrary<Record<string, unknown>>
  await fc.assert(
    fc.asyncProperty(outputs, async (written) => {
      output = written
      const { $metadata: _, ...read } = (await send(clients)) as { $metadata?: unknown }
      expect(read).toEqual(written)
    }),
    { numRuns: 60 },
  )
})
