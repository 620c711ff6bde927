/** Every option of every command: what follows it, and what help says. */

export interface Option {
  /** What the value is called in help; a switch has none. */
  readonly value?: string
  /** A letter that stands for it. */
  readonly short?: string
  /** May be given several times. */
  readonly repeatable?: true
  readonly help: string
}

const table = {
  tg: { value: '<arn or name>', help: 'diagnose one target group, with the load balancer in front of it' },
  lb: { value: '<arn or name>', help: 'diagnose every target group behind one load balancer' },
  gateway: { value: '<id or name>', help: 'diagnose one Application Gateway' },
  'resource-group': { value: '<name>', short: 'g', help: 'the resource group of a gateway given by name' },
  subscription: { value: '<id>', help: 'the Azure subscription to look in' },
  cloud: { value: '<name>', help: 'the Azure cloud: public (the default), usgov or china' },
  'arm-endpoint': { value: '<url>', help: 'another Azure Resource Manager; LB502_ARM_ENDPOINT does the same' },
  all: { help: 'diagnose every load balancer of the region, or every gateway of the subscription' },
  region: { value: '<region>', repeatable: true, help: 'where to look; with --all it may be repeated, or be `all`' },
  profile: { value: '<name>', help: 'the profile of the shared AWS configuration to use' },
  'role-arn': { value: '<arn>', repeatable: true, help: 'a role to assume; with --all it may be repeated, one for each account' },
  window: {
    value: '<duration>',
    help: 'how far back to look: 90s, 15m, 1h, 2d; the last hour unless told, or all that log files hold',
  },
  since: { value: '<time>', help: 'begin of the window: 2026-01-31T14:00Z, or how long ago: 2h' },
  until: { value: '<time>', help: 'end of the window; now unless told, or the end of what log files hold' },
  logs: {
    value: '<place>',
    help: 'access logs: auto (the default), off, s3://bucket/prefix, a log group, athena:db.table, or a workspace',
  },
  'athena-ddl': { help: 'print the statement that makes a table of access logs for Athena, and read nothing' },
  'backend-keepalive': { value: '<duration>', help: 'the backend’s keep-alive timeout, which no API shows: 5s' },
  only: { value: '<cause>', repeatable: true, help: 'judge this cause only' },
  ignore: { value: '<cause>', repeatable: true, help: 'leave this cause out' },
  deadline: {
    value: '<duration>',
    help: 'time to read each load balancer, 60s (150s on Azure) unless told; what is read by then is judged',
  },
  format: { value: '<format>', help: 'text (the default), json or markdown' },
  json: { help: 'the same as --format json' },
  output: { value: '<file>', help: 'write the report to a file' },
  save: { value: '<file>', help: 'keep the evidence, to be judged again by `lb502 explain`' },
  redact: { help: 'replace account ids, addresses, names and tokens by pseudonyms' },
  'exit-zero': { help: 'exit with 0 whatever the verdict; 2 stays 2' },
  quiet: { help: 'no progress and no warnings' },
  verbose: { help: 'name every call as it ends, and show the stack of a bug' },
  'no-color': { help: 'no colours; NO_COLOR does the same' },
  help: { help: 'show help, of a command where one is named' },
  version: { help: 'show the version' },
} as const

export type OptionName = keyof typeof table

/** In the order of the help text. */
export const options: Readonly<Record<OptionName, Option>> = table

/** Options of the contract that this version does not have. */
export const unbuiltOptions: readonly string[] = ['backend-logs']

export function isOptionName(word: string): word is OptionName {
  return Object.hasOwn(options, word)
}
