/** Sentences of the platform and of this program about probes, machines and logs: their own words stay, names in them go. */
import type { Desk } from '../dialect.ts'
import { redactName } from '../words.ts'

/** Every word that the documented sentences are made of, and the small words that hold any sentence together. */
const vocabulary: ReadonlySet<string> = new Set(
  `a an and any are as at be because been before both but by can cannot case could did do does doesn don during each either else for from
  had has hasn hasn’t have haven if in instead into is isn it its learn ll may more most must need needs no non not of off on once one only
  or other out over re s see she should so such t than that the their them then there these they this those to too under until up use used
  uses using ve via visit was wasn we were when where whether which while whose why will with within without won you your
  accept accepted access accessible add added address addresses after again aka all allow allowed allowlist allowlisted allow-list
  allow-listed also already answer answered application applied associate associated authentication authority authorities availability
  available backend backends bad based becomes blocked blocking body brought browser ca caching certificate certificates chain change
  changed check checks choose chain cipher ciphers client clients close closed cn code codes common complete completely completed
  configuration configure configured configuring connect connected connecting connection connections connectivity contact contain contains
  content correct correctly create created crl current custom data date dates dates. days default defined deallocated deallocating delay
  delayed describes destination details detected diagnostics did didn different digital directly disabled dns doesn’t domain domains done
  down due effect either empty enable enabled encountered end end-to-end ensure entered entity entries entry error errors establish
  established every exact exceeded exceeds exist existing exists expect expected expected:received expired expires expiry fail failed
  failing fails failure failures fetched field find fingerprint firewall firewalls first fix following found fqdn fqdns front-end frontend
  full gateway gateways get given group groups handshake happen happened happens header headers health healthy host hosted hostname
  hostnames hosts hour hours however http https httpstatuscode httpstatuscode0 httpstatuscode1 identified identity illegal impacted
  improperly inbound include includes incoming incorrect increase index information ingress instance instances intermediate internal
  internet interval invalid ip ips isn’t issue issued issuer issues item key keys kept known last later leaf less level lies line lines
  link links list listed listener listening listens load local location log logs long machine machines match matched matches matching
  message messages minimum minute minutes mismatch misconfigured missing moment multiple must name named names network networks new newest
  next nic none note nsg nsgs number numbers object objects obtain obtained occurred occurs old older open openssl operation option options
  order ordered origin outbound outgoing overridden override own page parameter part partner parts passed path peer pem pending permission
  permit permitted pick picked place please pool pools port ports possible presented presents prevent previous private probe probe’s probes
  probing problem process processed properly protocol protocols provide provided provisioned provisioning proxy public reach reachable
  reached reaching read reads ready reason reasons received receiving record records refer refused refuses rejected related reload remove
  removed renew renewed replace reply replies request requested requests required requires reset resolution resolve resolved resolver
  resolves resource response responses responding responds respond restart result results retrieve retrieved retries retry return returned
  returns review revoked role root roots route routes routing row rows rule rules running same san sans scope script seconds secure security
  self-signed send sending sends sent server server’s servers service services session set setting settings settled several shown signed
  size sku skus skipped sni source space specified ssl start started starting state status step still stop stopped stopping store string
  subject subnet subnets succeed succeeded success successful successfully supported sure system table take taken takes tcp text than the
  threshold time timed timeout time-out timeouts times tls today top topmost traffic troubleshoot true trust trusted try two types udr udrs
  unable unauthorized unavailable under understood unexpected unhealthy unknown unreachable update updated updating upload uploaded
  uploading usage usually v1 v2 valid validate validated validation validity value values verified verify version versions virtual vm vms
  vnet wait waiting warning well-known what whitelist whitelisted wildcard window windows work working works written wrong x509 yet`.split(
    /\s+/,
  ),
)

/** Everything but spaces and the punctuation of sentences. */
const token = /[^\s"“”'‘’`(){}[\],;!?<>=|]+/g

/** The sentence with pseudonyms in the place of whatever is none of its own words. */
export function redactSentence(text: string, desk: Desk): string {
  return text.replace(token, (written) => {
    const [, inner = '', end = ''] = /^(.*?)([.:]*)$/.exec(written) ?? []
    return redactToken(inner, desk) + end
  })
}

function redactToken(text: string, desk: Desk): string {
  const parts = text.split(/([/:])/)
  // `NSG/UDR/Firewall`, `Received:502`; a time, an address or an id is taken as a whole.
  return parts.some(isOwnWord)
    ? parts.map((part, index) => (index % 2 === 1 || isOwnWord(part) ? part : redactName(part, desk))).join('')
    : redactName(text, desk)
}

function isOwnWord(part: string): boolean {
  return vocabulary.has(part.toLowerCase())
}
