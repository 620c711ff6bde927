/**
 * Backend health in neutral words. The sentences changed over the years (`isn't` and `is not` both occur), so they are recognised by
 * what stayed the same; what fits none is kept in the provider's words.
 */
import type { Health, HealthReason, HealthState } from '../../core/model.ts'
import { type Loose, listed, part, text } from '../../normalise/loose.ts'
import { lookedUp, type Note, translate } from '../../normalise/words.ts'
import type { ArmServer } from './shapes.ts'

/** The documented statuses and those that are answered in fact. `Partial`: some instances of the gateway see it up. */
const states: Readonly<Record<string, HealthState>> = {
  healthy: 'healthy',
  up: 'healthy',
  unhealthy: 'unhealthy',
  down: 'unhealthy',
  unknown: 'unknown',
  partial: 'unknown',
  draining: 'draining',
}

/** First match wins. */
const sentences: readonly (readonly [HealthReason, RegExp])[] = [
  ['none', /^success\b/i],
  ['not-told', /backend health status could not be retrieved/i],
  ['timed-out', /time taken by the backend to respond.{0,200}more than the time-?\s?out threshold/i],
  ['name-unresolved', /could not create a probe for this backend/i],
  ['not-connected', /could not connect to the backend|cannot connect to backend server/i],
  ['status-mismatch', /status code of the backend['’]?s http response did not match|received invalid status code:?\s*\d{3}/i],
  ['body-mismatch', /body of the backend['’]?s http response did not match/i],
  ['certificate-name', /common name\b.{0,300}(?:does not|doesn['’]?t) match/i],
  ['certificate-expired', /current date is(?:n['’]?t| not) within/i],
  ['certificate-chain', /(?:intermediate|leaf) certificate is missing|leaf certificate is(?:n['’]?t| not) the topmost/i],
  ['certificate-untrusted', /certificate\b[^.]{0,60}? is(?:n['’]?t| not) signed by a well-known/i],
  ['certificate-untrusted', /not signed by any root certificates uploaded/i],
  ['certificate-untrusted', /root certificate of the server certificate used by the backend (?:does not|doesn['’]?t) match/i],
  ['certificate-untrusted', /not (?:whitelisted|allow-?listed) with application gateway/i],
  ['handshake-failed', /validity of the backend certificate could not be verified/i],
  ['proxy-header-refused', /accept the proxy protocol header/i],
]

/** Codes of certificate verification that OpenSSL gives, as the sentence on the certificate's validity quotes them. */
const certificateCodes: Readonly<Record<string, HealthReason>> = {
  2: 'certificate-chain',
  9: 'certificate-expired',
  10: 'certificate-expired',
  18: 'certificate-untrusted',
  19: 'certificate-untrusted',
  20: 'certificate-chain',
  21: 'certificate-chain',
  62: 'certificate-name',
}

const errorNames: Readonly<Record<string, HealthReason>> = {
  SuccessWithStatusCode: 'none',
  HttpStatusCodeMismatchWithStatusCode: 'status-mismatch',
}

/** The longest sentence that is shown. */
const longest = 400

export function readHealth(server: Loose<ArmServer>, note: Note): Health {
  const word = text(server, 'health') ?? 'not stated'
  const state = translate(states, word.toLowerCase(), 'unknown', 'backend health', note)
  const sentence = text(server, 'healthProbeLog')
  return {
    state,
    reason: state === 'healthy' ? 'none' : state === 'draining' ? 'draining' : reasonOf(server, state, sentence, note),
    statuses: state === 'healthy' ? [] : statusesIn(sentence ?? ''),
    label: `${word}${sentence === null ? '' : `: ${shortened(sentence.trim())}`}${chainOf(server)}`,
  }
}

function reasonOf(server: Loose<ArmServer>, state: HealthState, sentence: string | null, note: Note): HealthReason {
  const told = byErrorName(text(server, 'healthProbeErrorName'), note) ?? bySentence(sentence ?? '', note)
  // A probe may succeed and its result never arrive: then the balancer cannot tell.
  if (told === 'none' || told === null) return state === 'unknown' ? 'not-told' : 'unknown'
  return told
}

function byErrorName(name: string | null, note: Note): HealthReason | null {
  if (name === null) return null
  const reason = lookedUp(errorNames, name)
  if (reason === undefined) note(`probe error ${name}`)
  return reason ?? null
}

function bySentence(sentence: string, note: Note): HealthReason | null {
  if (sentence.trim() === '') return null
  const reason = sentences.find(([, pattern]) => pattern.test(sentence))?.[0]
  if (reason === undefined) {
    note(`probe message ${shortened(sentence.trim())}`)
    return null
  }
  if (reason !== 'handshake-failed') return reason
  const code = /error code\s*[({[]?\s*(\d+)/i.exec(sentence)?.[1]
  return lookedUp(certificateCodes, code ?? '') ?? reason
}

function statusesIn(sentence: string): readonly number[] {
  const code = /received(?: invalid status code)?:?\s*(\d{3})\b/i.exec(sentence)?.[1]
  return code === undefined ? [] : [Number(code)]
}

/** The certificates that the backend sent, as far as they are told. */
function chainOf(server: Loose<ArmServer>): string {
  const metadata = part(server, 'backendCertificateChainMetadata')
  const chain = (metadata && listed(metadata, 'certificateChainMetadata')) ?? []
  return chain.length === 0 ? '' : shortened(` (certificates sent: ${chain.map((each) => JSON.stringify(each)).join(', ')})`)
}

function shortened(words: string): string {
  return words.length <= longest ? words : `${words.slice(0, longest - 1)}…`
}
