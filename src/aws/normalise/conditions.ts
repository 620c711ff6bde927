/** Rule conditions as short texts, for display. */
import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2'
import { type Loose, objects, part, text, texts } from '../../normalise/loose.ts'
import { lookedUp } from '../../normalise/words.ts'

const names: Readonly<Record<string, string>> = {
  'host-header': 'host',
  'path-pattern': 'path',
  'http-request-method': 'method',
  'source-ip': 'source',
  'query-string': 'query',
}

/** `host shop.example.com, path /api/* or /v2/*`; empty without conditions. */
export function conditionText(conditions: readonly Loose<RuleCondition>[]): string {
  return conditions.map(describe).join(', ')
}

function describe(condition: Loose<RuleCondition>): string {
  const field = text(condition, 'Field') ?? 'condition'
  const header = part(condition, 'HttpHeaderConfig')
  const name = header === null ? lookedUp(names, field) : `header ${text(header, 'HttpHeaderName') ?? ''}`
  const values = [...new Set([...texts(condition, 'Values'), ...configured(condition), ...texts(condition, 'RegexValues')])]
  return `${name ?? field} ${values.join(' or ')}`.trimEnd()
}

const configs = [
  'HostHeaderConfig',
  'PathPatternConfig',
  'HttpRequestMethodConfig',
  'SourceIpConfig',
  'HttpHeaderConfig',
] as const

function configured(condition: Loose<RuleCondition>): readonly string[] {
  const query = part(condition, 'QueryStringConfig')
  const pairs = query === null ? [] : objects(query, 'Values')
  return [
    ...configs.flatMap((field) => {
      const config: Loose<Config> | null = part(condition, field)
      return config === null ? [] : [...texts(config, 'Values'), ...texts(config, 'RegexValues')]
    }),
    ...pairs.map((pair) => [text(pair, 'Key'), text(pair, 'Value')].filter((one) => one !== null).join('=')),
  ]
}

interface Config {
  readonly Values?: string[] | undefined
  readonly RegexValues?: string[] | undefined
}
