/** Access logs that CloudWatch delivers to a log group instead of the load balancer writing them to S3. */
import { type Change, withAttributes } from './changes.ts'
import { account, balancerArn, region } from './shop.ts'

/** Fields of an access-log line in their order, as deliveries name them. */
const fields = [
  'type',
  'time',
  'elb',
  'client_port',
  'target_port',
  'request_processing_time',
  'target_processing_time',
  'response_processing_time',
  'elb_status_code',
  'target_status_code',
  'received_bytes',
  'sent_bytes',
  'request_line',
  'user_agent',
  'ssl_cipher',
  'ssl_protocol',
  'target_group_arn',
  'trace_id',
  'domain_name',
  'chosen_cert_arn',
  'matched_rule_priority',
  'request_creation_time',
  'actions_executed',
  'redirect_url',
  'error_reason',
  'target_port_list',
  'target_status_code_list',
  'classification',
  'classification_reason',
  'conn_trace_id',
] as const

export type FieldName = (typeof fields)[number]

export interface Delivered {
  readonly group: string
  readonly format: 'plain' | 'json'
  /** The fields chosen, in their order; left out: all. */
  readonly fields?: readonly FieldName[]
  readonly delimiter?: string
}

/** Moves whatever the S3 log holds to a log group, in the form of the delivery. */
export const delivered =
  ({ group, format, fields: chosen = fields, delimiter }: Delivered): Change =>
  (world) => {
    const records = Object.values(world.objects).flat().map(valuesOf)
    const messages = records.map((values) => ({
      timestamp: Math.floor(Date.parse(values.get('time') ?? '')),
      message: format === 'json' ? jsonOf(values, chosen) : plainOf(values, chosen, delimiter ?? ' '),
    }))
    const arnOf = (kind: string, name: string): string => `arn:aws:logs:${region}:${account}:${kind}:${name}`
    return {
      ...withAttributes(balancerArn, { 'access_logs.s3.enabled': 'false' })(world),
      objects: {},
      logGroups: { ...world.logGroups, [group]: messages.toSorted((a, b) => a.timestamp - b.timestamp) },
      deliveries: {
        sources: [
          {
            name: 'shop-connections',
            arn: arnOf('delivery-source', 'shop-connections'),
            resourceArns: [balancerArn],
            service: 'elasticloadbalancing',
            logType: 'ALB_CONNECTION_LOGS',
          },
          {
            name: 'shop-access',
            arn: arnOf('delivery-source', 'shop-access'),
            resourceArns: [balancerArn],
            service: 'elasticloadbalancing',
            logType: 'ALB_ACCESS_LOGS',
          },
        ],
        deliveries: [
          {
            id: 'Xn7mWbRtYq3k',
            arn: arnOf('delivery', 'Xn7mWbRtYq3k'),
            deliverySourceName: 'shop-access',
            deliveryDestinationArn: arnOf('delivery-destination', 'shop-access-logs'),
            deliveryDestinationType: 'CWL',
            recordFields: chosen,
            ...(delimiter === undefined ? {} : { fieldDelimiter: delimiter }),
          },
        ],
        destinations: [
          {
            name: 'shop-access-logs',
            arn: arnOf('delivery-destination', 'shop-access-logs'),
            deliveryDestinationType: 'CWL',
            outputFormat: format,
            deliveryDestinationConfiguration: { destinationResourceArn: arnOf('log-group', `${group}:*`) },
          },
        ],
      },
    }
  }

/** Copies whatever the S3 log holds to a log group line by line, as forwarders do; nothing but the group's name leads there. */
export const forwarded =
  (group: string, wrap: (line: string) => string = (line) => line): Change =>
  (world) => {
    const messages = Object.values(world.objects)
      .flat()
      .map((line) => ({ timestamp: Math.floor(Date.parse(valuesOf(line).get('time') ?? '')), message: wrap(line) }))
    return {
      ...withAttributes(balancerArn, { 'access_logs.s3.enabled': 'false' })(world),
      objects: {},
      logGroups: { ...world.logGroups, [group]: messages.toSorted((a, b) => a.timestamp - b.timestamp) },
    }
  }

function valuesOf(line: string): ReadonlyMap<string, string> {
  const values = Array.from(line.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, bare]) => quoted ?? bare ?? '')
  return new Map(fields.map((name, index) => [name, values[index] ?? '-']))
}

function plainOf(values: ReadonlyMap<string, string>, chosen: readonly string[], delimiter: string): string {
  const written = (text: string): string => (delimiter === ' ' && text.includes(' ') ? `"${text}"` : text)
  return chosen.map((name) => written(values.get(name) ?? '-')).join(delimiter)
}

function jsonOf(values: ReadonlyMap<string, string>, chosen: readonly string[]): string {
  const written = (text: string): string | number => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text)
  return JSON.stringify(Object.fromEntries(chosen.map((name) => [name, written(values.get(name) ?? '-')])))
}
