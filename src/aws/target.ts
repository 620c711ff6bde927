/** Reads what the user named: a target group or an Application Load Balancer, by ARN or by name. */
import { CannotRun } from '../core/errors.ts'

/** What to diagnose: a target group, or all target groups of a load balancer. */
export interface AwsTarget {
  readonly kind: 'pool' | 'load-balancer'
  /** ARN or name. */
  readonly id: string
}

/** A target as understood: with an ARN comes the region, with a name nothing more. */
export type NamedTarget =
  | { readonly kind: AwsTarget['kind']; readonly by: 'arn'; readonly arn: Arn }
  | { readonly kind: AwsTarget['kind']; readonly by: 'name'; readonly name: string }

export interface Arn {
  readonly text: string
  readonly service: string
  readonly region: string
  /** Twelve digits. */
  readonly account: string
  /** `targetgroup/web/0123456789abcdef`. */
  readonly resource: string
}

const options = { pool: '--tg', 'load-balancer': '--lb' } as const
const nouns = { pool: 'target group', 'load-balancer': 'load balancer' } as const

/** The parts of an ARN; null when the text is none. */
export function parseArn(text: string): Arn | null {
  const match = /^arn:aws[a-z-]*:([a-z0-9-]+):([a-z0-9-]*):(\d{12}|):([!-~]+)$/.exec(text)
  if (!match) return null
  const [, service = '', region = '', account = '', resource = ''] = match
  return { text, service, region, account, resource }
}

/** Understands the target, or throws CannotRun with a hint that names the right way to ask. */
export function parseTarget({ kind, id }: AwsTarget): NamedTarget {
  const text = id.trim()
  const noun = nouns[kind]
  if (/^\/subscriptions\//i.test(text)) {
    throw new CannotRun('That is an Azure resource id, not an AWS one.', `Try: lb502 azure --gateway ${text}`)
  }
  if (!text.startsWith('arn:')) return { kind, by: 'name', name: checkName(text, noun) }
  const arn = parseArn(text)
  if (!arn) throw new CannotRun(`Malformed ARN: ${quote(text)}`, `A ${noun} ARN looks like ${example(kind)}`)
  const wanted = kind === 'pool' ? /^targetgroup\/[^/]+\/[^/]+$/ : /^loadbalancer\/app\/[^/]+\/[^/]+$/
  if (arn.service === 'elasticloadbalancing' && wanted.test(arn.resource) && arn.region !== '' && arn.account !== '') {
    return { kind, by: 'arn', arn }
  }
  throw wrongArn(arn, kind)
}

function checkName(text: string, noun: string): string {
  if (/^[A-Za-z0-9-]{1,32}$/.test(text)) return text
  throw new CannotRun(
    `${quote(text)} is neither an ARN nor a ${noun} name.`,
    'Names have at most 32 letters, digits and hyphens; an ARN begins with arn:aws.',
  )
}

/** The error for a well-formed ARN of the wrong thing, with the right thing in its hint. */
function wrongArn({ text, service, resource }: Arn, kind: AwsTarget['kind']): CannotRun {
  const noun = nouns[kind]
  if (service !== 'elasticloadbalancing') {
    return new CannotRun(`That ARN belongs to ${service}, not to a ${noun}.`, `A ${noun} ARN looks like ${example(kind)}`)
  }
  const [type, family] = resource.split('/')
  if (type === 'loadbalancer' && (family === 'net' || family === 'gwy')) {
    const product = family === 'net' ? 'Network' : 'Gateway'
    return new CannotRun(
      `That is a ${product} Load Balancer: it passes packets on and never answers 502 itself.`,
      'Diagnose the Application Load Balancer or the backend behind it.',
    )
  }
  if (type === 'loadbalancer' && family !== 'app') {
    return new CannotRun(
      'That is a Classic Load Balancer, which lb502 does not know.',
      'lb502 explains Application Load Balancers: arn:...:loadbalancer/app/<name>/<id>',
    )
  }
  const balancer = /^(?:listener|listener-rule)\/app\/([^/]+)\/([^/]+)\//.exec(resource)
  if (balancer) {
    const prefix = text.slice(0, text.length - resource.length)
    return new CannotRun(
      `That is the ARN of a ${type === 'listener' ? 'listener' : 'listener rule'}.`,
      `Ask for its load balancer: --lb ${prefix}loadbalancer/app/${balancer[1]}/${balancer[2]}`,
    )
  }
  const other = kind === 'pool' ? 'load-balancer' : 'pool'
  if ((type === 'loadbalancer') === (other === 'load-balancer') && /^(loadbalancer|targetgroup)$/.test(type ?? '')) {
    return new CannotRun(`That is the ARN of a ${nouns[other]}.`, `Use ${options[other]} instead of ${options[kind]}.`)
  }
  return new CannotRun(`That ARN does not name a ${noun}.`, `A ${noun} ARN looks like ${example(kind)}`)
}

function example(kind: AwsTarget['kind']): string {
  const resource = kind === 'pool' ? 'targetgroup/web/0123456789abcdef' : 'loadbalancer/app/shop/0123456789abcdef'
  return `arn:aws:elasticloadbalancing:eu-west-1:123456789012:${resource}`
}

/** The user's text, safe for one line of a terminal. */
function quote(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}...` : text)
}
