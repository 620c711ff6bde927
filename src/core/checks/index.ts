/** Every check, along the request path. */
import type { Check } from '../check.ts'
import { backendAnswered502 } from './backend-answered-502.ts'
import { backendCrashed } from './backend-crashed.ts'
import { backendOverloaded } from './backend-overloaded.ts'
import { backendStopped } from './backend-stopped.ts'
import { backendTooSlow } from './backend-too-slow.ts'
import { certificateChainIncomplete } from './certificate-chain-incomplete.ts'
import { certificateExpired } from './certificate-expired.ts'
import { certificateNameMismatch } from './certificate-name-mismatch.ts'
import { certificateUntrusted } from './certificate-untrusted.ts'
import { connectionMaxAge } from './connection-max-age.ts'
import { deployRace } from './deploy-race.ts'
import { deregisteredMidRequest } from './deregistered-mid-request.ts'
import { dnsStale } from './dns-stale.ts'
import { dnsUnresolved } from './dns-unresolved.ts'
import { gatewayFailed } from './gateway-failed.ts'
import { gatewayPortsBlocked } from './gateway-ports-blocked.ts'
import { gatewaySaturated } from './gateway-saturated.ts'
import { invalidResponse } from './invalid-response.ts'
import { keepAliveRace } from './keep-alive-race.ts'
import { lambdaAccessDenied } from './lambda-access-denied.ts'
import { lambdaFailed } from './lambda-failed.ts'
import { lambdaInvalidResponse } from './lambda-invalid-response.ts'
import { lambdaResponseTooLarge } from './lambda-response-too-large.ts'
import { lambdaThrottled } from './lambda-throttled.ts'
import { lambdaTimedOut } from './lambda-timed-out.ts'
import { lambdaUnavailable } from './lambda-unavailable.ts'
import { noBackends } from './no-backends.ts'
import { portClosed } from './port-closed.ts'
import { probeBodyMismatch } from './probe-body-mismatch.ts'
import { probePortMismatch } from './probe-port-mismatch.ts'
import { probeStatusMismatch } from './probe-status-mismatch.ts'
import { probeTimeout } from './probe-timeout.ts'
import { protocolMismatch } from './protocol-mismatch.ts'
import { routeBroken } from './route-broken.ts'
import { staleBackend } from './stale-backend.ts'
import { tlsHandshakeFailed } from './tls-handshake-failed.ts'
import { trafficBlocked } from './traffic-blocked.ts'
import { workerTimeout } from './worker-timeout.ts'
import { zoneNotEnabled } from './zone-not-enabled.ts'

export const checks: readonly Check[] = [
  gatewayFailed,
  gatewaySaturated,
  noBackends,
  zoneNotEnabled,
  backendStopped,
  gatewayPortsBlocked,
  dnsUnresolved,
  dnsStale,
  staleBackend,
  trafficBlocked,
  routeBroken,
  portClosed,
  protocolMismatch,
  tlsHandshakeFailed,
  certificateExpired,
  certificateChainIncomplete,
  certificateUntrusted,
  certificateNameMismatch,
  deployRace,
  deregisteredMidRequest,
  keepAliveRace,
  connectionMaxAge,
  workerTimeout,
  invalidResponse,
  backendCrashed,
  backendOverloaded,
  backendTooSlow,
  backendAnswered502,
  lambdaAccessDenied,
  lambdaThrottled,
  lambdaUnavailable,
  lambdaTimedOut,
  lambdaFailed,
  lambdaResponseTooLarge,
  lambdaInvalidResponse,
  probePortMismatch,
  probeStatusMismatch,
  probeBodyMismatch,
  probeTimeout,
]
