import { functionCauses } from './catalogue/functions.ts'
import { gatewayCauses } from './catalogue/gateway.ts'
import { probeCauses } from './catalogue/probes.ts'
import { reachabilityCauses } from './catalogue/reachability.ts'
import { requestCauses } from './catalogue/requests.ts'
import { tlsCauses } from './catalogue/tls.ts'
import type { Cloud } from './evidence.ts'

/**
 * The cause catalogue: what each cause means, how it shows and how it is mended. Ids are stable, shared by both clouds and named
 * after the defect. Order is the order along the request path, which also breaks ties in ranking.
 */
export const causeIds = [
  'gateway-failed',
  'gateway-saturated',
  'no-backends',
  'zone-not-enabled',
  'backend-stopped',
  'gateway-ports-blocked',
  'dns-unresolved',
  'dns-stale',
  'stale-backend',
  'traffic-blocked',
  'route-broken',
  'port-closed',
  'protocol-mismatch',
  'tls-handshake-failed',
  'certificate-expired',
  'certificate-chain-incomplete',
  'certificate-untrusted',
  'certificate-name-mismatch',
  'deploy-race',
  'deregistered-mid-request',
  'keep-alive-race',
  'connection-max-age',
  'worker-timeout',
  'invalid-response',
  'backend-crashed',
  'backend-overloaded',
  'backend-too-slow',
  'backend-answered-502',
  'lambda-access-denied',
  'lambda-throttled',
  'lambda-unavailable',
  'lambda-timed-out',
  'lambda-failed',
  'lambda-response-too-large',
  'lambda-invalid-response',
  'probe-port-mismatch',
  'probe-status-mismatch',
  'probe-body-mismatch',
  'probe-timeout',
] as const

export type CauseId = (typeof causeIds)[number]

/** What a reader should know of one cause, without any incident's numbers. */
export interface CauseInfo {
  /** The defect in one line. */
  readonly title: string
  /** What it means and how it comes about. */
  readonly meaning: string
  /** How it shows in logs, metrics, health and configuration. */
  readonly signature: string
  /** What mends it. */
  readonly fix: string
  /** The clouds that can have it, each with the provider's page on it. */
  readonly docs: Readonly<Partial<Record<Cloud, string>>>
}

export const catalogue: Readonly<Record<CauseId, CauseInfo>> = {
  ...gatewayCauses,
  ...reachabilityCauses,
  ...tlsCauses,
  ...requestCauses,
  ...functionCauses,
  ...probeCauses,
}

export function isCauseId(word: string): word is CauseId {
  return Object.hasOwn(catalogue, word)
}
