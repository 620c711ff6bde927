/** Finds identifiers of evidence by its own rules, independent of how redaction finds them, and looks for them afterwards. */
import type { Evidence } from '../../src/core/evidence.ts'

const patterns: readonly RegExp[] = [
  /\b(?:i|sg|eni|subnet|vpc|acl|rtb|pl|pcx|tgw|igw)-0[0-9a-z]+\b/g,
  /\b\d{12}\b/g,
  /\b(?:\d{1,3}\.){3}\d{1,3}\b/g,
  /\b(?:[a-z0-9-]+\.)+(?:com|amazonaws\.com|example|internal|net)\b/gi,
  /\/(?:cart|items|checkout|export|reports?|api)\b/g,
  /\b[0-9a-f]{16}\b/g,
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi,
  /\b[\w.]+@[\w.-]+\b/g,
]

/** Names that the worlds give to things of theirs. */
const names = ['shop', 'checkout', 'deployer', 'oncall', 'shop-logs']

/** The last parts of ARM ids: whatever has an id has its name there. */
const armNames = /"\/subscriptions\/[^"]*\/([^"/]+)"/gi
/** The resource groups in them. */
const groups = /\/resourceGroups\/([^"/]+)/gi
/** What users write into settings of theirs. */
const settings = /"(?:name|hostName|host|fqdn|caller)":"([^"/\s]+)"/gi

/** Addresses that mean the same everywhere and tell nothing. */
const everyones = new Set(['0.0.0.0', '10.0.0.0', '127.0.0.1', '168.63.129.16', '192.168.0.0'])

/** Names that Azure gives itself, or that are words of its own sentences. */
const platforms = new Set(
  `lb502 gateway paths allowvnetinbound allowazureloadbalancerinbound denyallinbound allowvnetoutbound allowinternetoutbound denyalloutbound
  applicationgatewayaccesslog default health internet private public standard standard_medium standard_lrs waf_v2 waf_medium
  backendhttpsetting backendpool backendsettingspool httpstatusgroup backendconnecttime backendfirstbyteresponsetime
  backendresponsestatus capacityunits computeunits currentconnections healthyhostcount unhealthyhostcount totalrequests failedrequests
  responsestatus`.split(/\s+/),
)

/** What everybody's names end in. */
const domains = /(?:privatelink)?(?:\.web\.core\.windows\.net|\.blob\.core\.windows\.net|\.azurewebsites\.net)\b/gi

export function leftovers(before: Evidence, after: Evidence): readonly string[] {
  const original = JSON.stringify(before).replaceAll(domains, '')
  const left = tokensIn(JSON.stringify(after).replaceAll(domains, ''))
  const named = before.question.cloud === 'azure' ? [armNames, groups, settings] : []
  const found = [
    ...patterns.flatMap((pattern) => original.match(pattern) ?? []),
    ...named.flatMap((pattern) => [...original.matchAll(pattern)].map(([, name = '']) => name)),
    ...names,
  ]
  // Renumbered addresses may meet an original by chance, and services are everyone's; neither tells anything.
  return [...new Set(found.map((one) => one.toLowerCase()))]
    .filter(
      (one) =>
        !everyones.has(one) &&
        !platforms.has(one) &&
        !/^10\.|^\w+\.amazonaws\.com$|^microsoft\.|^\d?$/.test(one) &&
        left.has(one),
    )
    .sort()
}

/** In small letters, whole and by the labels of names with points. */
function tokensIn(text: string): ReadonlySet<string> {
  const tokens = text.toLowerCase().split(/[^\w.:@-]+/)
  return new Set(tokens.flatMap((token) => [token, ...token.split(/[.:]/)]))
}
