/** What ARNs say. Any text may stand where an ARN is expected; its parts are then null. */

/** `arn:<partition>:<service>:<region>:<account>:<resource>` */
export interface Arn {
  readonly partition: string
  readonly service: string
  readonly region: string
  readonly account: string
  readonly resource: string
}

export function parseArn(text: string): Arn | null {
  const [prefix, partition = '', service = '', region = '', account = '', ...rest] = text.split(':')
  return prefix === 'arn' && rest.length > 0 ? { partition, service, region, account, resource: rest.join(':') } : null
}

/** `shop` of `…:loadbalancer/app/shop/0123`, `web` of `…:targetgroup/web/0123`; null when the ARN is of another kind. */
export function nameInArn(text: string): string | null {
  const segments = parseArn(text)?.resource.split('/') ?? []
  return segments.at(-2) ?? null
}

/** What stands after the last slash or, without one, the whole text: `web` of `arn:…:service/shop/web`. */
export function lastSegment(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1)
}

/** `app/shop/0123` of a load balancer's ARN, as metrics and interface descriptions name it. */
export function balancerLabel(arn: string): string {
  return (parseArn(arn)?.resource ?? arn).replace(/^loadbalancer\//, '')
}

/** A function's ARN in two parts; `$LATEST` is what an unqualified ARN means. */
export function functionParts(arn: string): { readonly base: string; readonly qualifier: string | null } {
  const parts = arn.split(':')
  const qualifier = parts.slice(7).join(':')
  return { base: parts.slice(0, 7).join(':'), qualifier: qualifier === '' || qualifier === '$LATEST' ? null : qualifier }
}
