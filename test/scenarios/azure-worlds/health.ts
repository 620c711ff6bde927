/** Backend health as the live API tells it, and the sentences it tells why. */
import type { Item } from '../world.ts'
import { partId, reference } from './ids.ts'

export interface ServerSaid {
  readonly address: string
  readonly health: 'Healthy' | 'Unhealthy' | 'Unknown'
  readonly log?: string
  readonly errorName?: string
  /** The id of the ip configuration it was registered by. */
  readonly configuration?: string
}

/** The servers of one pool with one setting. */
export interface PoolHealthSaid {
  readonly pool: string
  readonly setting: string
  readonly servers: readonly ServerSaid[]
}

export function healthOf(said: readonly PoolHealthSaid[]): Item {
  const pools = [...new Set(said.map(({ pool }) => pool))]
  return {
    backendAddressPools: pools.map((pool) => ({
      backendAddressPool: reference(partId('backendAddressPools', pool)),
      backendHttpSettingsCollection: said
        .filter((one) => one.pool === pool)
        .map(({ setting, servers }) => ({
          backendHttpSettings: reference(partId('backendHttpSettingsCollection', setting)),
          servers: servers.map(server),
        })),
    })),
  }
}

function server({ address, health, log, errorName, configuration }: ServerSaid): Item {
  return {
    address,
    ...(configuration === undefined ? {} : { ipConfiguration: reference(configuration) }),
    health,
    ...(log === undefined ? {} : { healthProbeLog: log }),
    ...(errorName === undefined ? {} : { healthProbeErrorName: errorName }),
    ...(health === 'Healthy' ? {} : { backendCertificateChainMetadata: { certificateChainMetadata: [] } }),
  }
}

/** What the probe log says, in words that Microsoft documents or that were seen. */
export const says = {
  success: 'Success. Received 200 status code',
  connect:
    'Could not connect to the backend. Check whether any NSG/UDR/Firewall is blocking access to the server. Check if the application is running on the correct port. To learn more visit - https://aka.ms/servernotreachable.',
  connectOld: 'Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to server.',
  timeout:
    "Time taken by the backend to respond to application gateway's health probe is more than the time-out threshold in the probe setting. Either increase the time-out threshold in the probe setting or resolve the backend issues. To learn more visit - https://aka.ms/probetimeout.",
  unknown:
    'Backend health status could not be retrieved. This happens when an NSG/UDR/Firewall on the application gateway subnet is blocking traffic on ports 65503-65534 in case of v1 SKU, and ports 65200-65535 in case of the v2 SKU or if the FQDN configured in the backend pool could not be resolved to an IP address. To learn more visit - https://aka.ms/UnknownBackendHealth.',
  dns: 'Could not create a probe for this backend. This usually happens when the FQDN of the backend hasn’t been entered correctly.',
  status: (code: number): string =>
    `Status code of the backend's HTTP response did not match the probe setting. Expected:{HTTPStatusCode0} Received:${code}.`,
  statusLive: (code: number): string => `Received invalid status code: ${code} in the backend server's HTTP response.`,
  body: "Body of the backend's HTTP response did not match the probe setting. Received response body doesn't contain {string}.",
  commonName:
    'The Common Name of the leaf certificate presented by the backend server does not match the Probe or Backend Setting hostname of the application gateway.',
  expired:
    'Backend certificate is invalid. Current date is not within the "Valid from" and "Valid to" date range on the certificate.',
  chain:
    'The Intermediate certificate is missing from the backend server chain. Ensure that the certificate chain presented by the backend is complete and correctly ordered.',
  untrustedRoot:
    'The root certificate of the server certificate used by the backend does not match the trusted root certificate added to the application gateway. Ensure that you add the correct root certificate to allowlist the backend.',
  unknownAuthority:
    'The server certificate used by the backend is not signed by a well-known Certificate Authority (CA). Allow the backend on the application gateway by uploading the root certificate of the server certificate used by the backend.',
  notAllowlisted: 'Backend server certificate is not whitelisted with Application Gateway.',
  openssl: (code: number): string =>
    `The validity of the backend certificate could not be verified. To find out the reason, check OpenSSL diagnostics for the message associated with error code {${code}}. To learn more visit - https://aka.ms/TrustedRootCertificateMismatch.`,
} as const
