/** The table that lets Athena read the access logs of a load balancer: printed for the user to run, never run from here. */

/** Where the logs are. */
export interface LogFolder {
  readonly bucket: string
  /** What stands before `AWSLogs/`; empty, or without a slash behind. */
  readonly prefix: string
  /** Twelve digits. */
  readonly account: string
  readonly region: string
}

/** Stand in for what is not known; the user puts their own. */
export const exampleFolder: LogFolder = {
  bucket: '<bucket>',
  prefix: '<prefix>',
  account: '<account>',
  region: '<region>',
}

type Column = readonly [name: string, type: string]

/** Every line has these. Named as in AWS's own table, so that queries work on either. */
const head: readonly Column[] = [
  ['type', 'string'],
  ['time', 'string'],
  ['elb', 'string'],
  ['client_ip', 'string'],
  ['client_port', 'int'],
  ['target_ip', 'string'],
  ['target_port', 'int'],
  ['request_processing_time', 'double'],
  ['target_processing_time', 'double'],
  ['response_processing_time', 'double'],
  ['elb_status_code', 'int'],
  ['target_status_code', 'string'],
  ['received_bytes', 'bigint'],
  ['sent_bytes', 'bigint'],
  ['request_verb', 'string'],
  ['request_url', 'string'],
  ['request_proto', 'string'],
  ['user_agent', 'string'],
  ['ssl_cipher', 'string'],
  ['ssl_protocol', 'string'],
  ['target_group_arn', 'string'],
]

/** Came over the years: a line of an older format has them as nothing. */
const tail: readonly Column[] = [
  ['trace_id', 'string'],
  ['domain_name', 'string'],
  ['chosen_cert_arn', 'string'],
  ['matched_rule_priority', 'string'],
  ['request_creation_time', 'string'],
  ['actions_executed', 'string'],
  ['redirect_url', 'string'],
  ['lambda_error_reason', 'string'],
]

const headPattern = [
  '([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*):([0-9]*) ([^ ]*)[:-]([0-9]*) ([-.0-9]*) ([-.0-9]*) ([-.0-9]*) ([-0-9]*) ([-0-9]*) ([-0-9]*) ([-0-9]*)',
  '"([^ ]*) (.*) (- |[^ ]*)" "(.*)" ([A-Za-z0-9_-]+) ([A-Za-z0-9.-]+) (arn:[^ ]*|-)',
].join(' ')

const tailPattern = ' "([^"]*)" "([^"]*)" "([^"]*)" ([-0-9]*) ([^ ]*) "([^"]*)" "([^"]*)" "([^"]*)"'

/** What follows is let by: AWS appends fields, and a pattern that knows fewer would turn every column into nothing. */
export const linePattern: string = `${headPattern}(?:${tailPattern})?.*`

/** The columns in the order of the pattern's groups. */
export const tableColumns: readonly Column[] = [...head, ...tail]

/** `CREATE TABLE` with one partition a day that Athena works out by itself, so that no partition is ever added. */
export function athenaTable(name: string, { bucket, prefix, account, region }: LogFolder = exampleFolder): string {
  const before = prefix === '' ? '' : `${prefix}/`
  const folder = `s3://${bucket}/${before}AWSLogs/${account}/elasticloadbalancing/${region}`
  return `CREATE EXTERNAL TABLE IF NOT EXISTS ${name} (
${tableColumns.map(([column, type]) => `  \`${column}\` ${type}`).join(',\n')}
)
PARTITIONED BY (\`day\` string)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.RegexSerDe'
WITH SERDEPROPERTIES (
  'serialization.format' = '1',
  'input.regex' = '${linePattern}'
)
LOCATION '${folder}/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.day.type' = 'date',
  'projection.day.format' = 'yyyy/MM/dd',
  'projection.day.range' = '2020/01/01,NOW+1DAYS',
  'projection.day.interval' = '1',
  'projection.day.interval.unit' = 'DAYS',
  'storage.location.template' = '${folder}/\${day}'
);
`
}
