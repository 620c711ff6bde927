/** The commands: what each takes, and where it is. A command is loaded when it runs, so that only `aws` pays for the SDK. */
import type { Arguments } from './arguments.ts'
import type { Io } from './io.ts'
import type { OptionName } from './options.ts'

export interface Command {
  /** One line of help each. */
  readonly usage: readonly string[]
  readonly summary: string
  /** How many words it takes at most. */
  readonly words: number
  readonly options: readonly OptionName[]
  /** Gives the exit code. Throws CannotRun for what makes it 2. */
  readonly load: () => Promise<{ readonly run: (args: Arguments, io: Io) => Promise<number> }>
}

const reporting: readonly OptionName[] = ['format', 'json', 'output', 'exit-zero', 'quiet', 'verbose', 'no-color', 'help']
const keeping: readonly OptionName[] = ['only', 'ignore', 'backend-keepalive', 'save', 'redact']
const printing: readonly OptionName[] = ['quiet', 'verbose', 'no-color', 'help']

/** In the order of the help text. */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  [
    'aws',
    {
      usage: [
        'lb502 aws --tg <arn or name>',
        'lb502 aws --lb <arn or name>',
        'lb502 aws --all [--region <region> | --region all] [--role-arn <arn>]...',
      ],
      summary: 'diagnose a target group, a load balancer, or every load balancer of a region',
      words: 0,
      options: [
        'tg',
        'lb',
        'all',
        'region',
        'profile',
        'role-arn',
        'window',
        'since',
        'until',
        'logs',
        'deadline',
        ...keeping,
        ...reporting,
      ],
      load: () => import('./aws.ts'),
    },
  ],
  [
    'azure',
    {
      usage: [
        'lb502 azure --gateway <resource id>',
        'lb502 azure --gateway <name> [-g <resource group>] [--subscription <id>]',
        'lb502 azure --all [--subscription <id>]',
      ],
      summary: 'diagnose an Application Gateway, or every one of a subscription',
      words: 0,
      options: [
        'gateway',
        'resource-group',
        'subscription',
        'all',
        'cloud',
        'arm-endpoint',
        'window',
        'since',
        'until',
        'logs',
        'deadline',
        ...keeping,
        ...reporting,
      ],
      load: () => import('./azure.ts'),
    },
  ],
  [
    'logs',
    {
      usage: ['lb502 logs <file, folder or ->...', 'lb502 logs --athena-ddl'],
      summary:
        'judge log files alone: access logs of Application Load Balancers and Application Gateways, plain, gz, JSON or CSV',
      words: Number.POSITIVE_INFINITY,
      options: ['window', 'since', 'until', 'athena-ddl', ...keeping, ...reporting],
      load: () => import('./logs.ts'),
    },
  ],
  [
    'explain',
    {
      usage: ['lb502 explain <evidence.json | ->'],
      summary: 'judge saved evidence again: no credentials, no network',
      words: 1,
      options: [...keeping, ...reporting],
      load: () => import('./explain.ts'),
    },
  ],
  [
    'demo',
    {
      usage: ['lb502 demo [incident]'],
      summary: 'run a recorded incident; without a name, list them and run the first (always exits with 0)',
      words: 1,
      options: [...keeping, ...reporting],
      load: () => import('./demo.ts'),
    },
  ],
  [
    'causes',
    {
      usage: ['lb502 causes [id]'],
      summary: 'what each cause means, how it shows, what mends it',
      words: 1,
      options: ['json', ...printing],
      load: () => import('./causes.ts'),
    },
  ],
  [
    'permissions',
    {
      usage: ['lb502 permissions aws', 'lb502 permissions azure'],
      summary: 'the least-privilege policy or role as JSON, ready to paste',
      words: 1,
      options: ['json', ...printing],
      load: () => import('./permissions.ts'),
    },
  ],
])

/** Commands that other versions of lb502 have or will have. */
export const unbuiltCommands: readonly string[] = ['probe', 'host', 'diff']
