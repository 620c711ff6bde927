/** Writes access-log rows as an Application Gateway's diagnostic setting does, so that tests state only what matters to them. */

export interface GatewayRow {
  /** ISO 8601: when the answer was made. */
  readonly time: string
  /** Whose row it is. */
  readonly gateway: string
  /** Null for a request that no rule took to a pool. */
  readonly pool: string | null
  readonly setting: string | null
  readonly rule: string
  readonly category: string
  readonly clientIp: string
  readonly method: string
  readonly uri: string
  readonly query: string
  readonly userAgent: string
  readonly status: number
  /** Null is written as an empty text. */
  readonly serverStatus: string | null
  readonly serverRouted: string | null
  /** Seconds. */
  readonly latency: string | null
  readonly connect: string | null
  readonly timeTaken: number
  /** Null leaves the field out, as older gateways do. */
  readonly errorInfo: string | null
}

export const gatewayId: string =
  '/subscriptions/6f1d0f3c-1111-4222-8333-9a1b2c3d4e5f/resourceGroups/shop-rg/providers/Microsoft.Network/applicationGateways/shop-agw'

const usual: GatewayRow = {
  time: '2026-09-01T12:00:00.000Z',
  gateway: gatewayId,
  pool: 'web',
  setting: 'web-http',
  rule: 'shop-rule',
  category: 'ApplicationGatewayAccessLog',
  clientIp: '203.0.113.10',
  method: 'GET',
  uri: '/cart',
  query: 'id=7',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
  status: 200,
  serverStatus: '200',
  serverRouted: '10.20.2.4:8080',
  latency: '0.020',
  connect: '0.001',
  timeTaken: 0.022,
  errorInfo: 'ERRORINFO_NO_ERROR',
}

/** What a row has where the gateway had nobody to ask. */
export const nobodyAsked: Partial<GatewayRow> = {
  status: 502,
  serverStatus: null,
  serverRouted: null,
  latency: null,
  connect: null,
  timeTaken: 0,
  errorInfo: 'ERRORINFO_UPSTREAM_NO_LIVE',
}

/** A row with all that is not given as in a request that went well. */
export function gatewayRow(given: Partial<GatewayRow> = {}): GatewayRow {
  return { ...usual, ...given }
}

/** The record of the second generation, as an object. */
export function gatewayRecord(given: Partial<GatewayRow> = {}): Readonly<Record<string, unknown>> {
  const row = gatewayRow(given)
  return {
    timeStamp: row.time.replace(/\.000Z$/, '+00:00'),
    resourceId: row.gateway.toUpperCase(),
    listenerName: 'shop-listener',
    ruleName: row.rule,
    backendPoolName: row.pool ?? '',
    backendSettingName: row.setting ?? '',
    operationName: 'ApplicationGatewayAccess',
    category: row.category,
    properties: {
      instanceId: 'appgw_1',
      clientIP: row.clientIp,
      clientPort: 41234,
      httpMethod: row.method,
      originalRequestUriWithArgs: `${row.uri}?${row.query}`,
      requestUri: row.uri,
      requestQuery: row.query,
      userAgent: row.userAgent,
      httpStatus: row.status,
      httpVersion: 'HTTP/1.1',
      receivedBytes: 340,
      sentBytes: 1204,
      clientResponseTime: 0,
      timeTaken: row.timeTaken,
      WAFEvaluationTime: '0.000',
      WAFMode: 'Detection',
      transactionId: 'b1946ac92492d2347c6235b4d2611184',
      sslEnabled: 'on',
      sslCipher: 'TLS_AES_256_GCM_SHA384',
      sslProtocol: 'TLSv1.3',
      sslClientVerify: 'NONE',
      sslClientCertificateFingerprint: '',
      sslClientCertificateIssuerName: '',
      serverRouted: row.serverRouted ?? '',
      serverStatus: row.serverStatus ?? '',
      serverResponseLatency: row.latency ?? '',
      serverConnectTime: row.connect ?? '',
      upstreamSourcePort: '41000',
      originalHost: 'shop.example.com',
      host: 'shop.example.com',
      ...(row.errorInfo === null ? {} : { error_info: row.errorInfo }),
      contentType: 'text/html',
    },
  }
}

/** One line of a storage account's file, without its newline. */
export function gatewayLine(given: Partial<GatewayRow> = {}): string {
  return JSON.stringify(gatewayRecord(given))
}

/** One line of the first generation, which counts in milliseconds and tells of the backend in the query string. */
export function oldGatewayLine(given: Partial<GatewayRow> = {}): string {
  const row = { ...usual, ...given }
  const told = [
    'X-AzureApplicationGateway-CACHE-HIT=0',
    `SERVER-ROUTED=${row.serverRouted ?? ''}`,
    'X-AzureApplicationGateway-LOG-ID=2d9b2a1c-0000-4000-8000-000000000001',
    `SERVER-STATUS=${row.serverStatus ?? ''}`,
  ].join('&')
  return JSON.stringify({
    resourceId: row.gateway.toUpperCase(),
    operationName: 'ApplicationGatewayAccess',
    time: row.time,
    category: row.category,
    properties: {
      instanceId: 'ApplicationGatewayRole_IN_0',
      clientIP: row.clientIp,
      clientPort: 41234,
      httpMethod: row.method,
      requestUri: row.uri,
      requestQuery: row.query === '' ? told : `${row.query}&${told}`,
      userAgent: row.userAgent,
      httpStatus: row.status,
      httpVersion: 'HTTP/1.1',
      receivedBytes: 340,
      sentBytes: 1204,
      timeTaken: row.timeTaken,
      sslEnabled: 'off',
      host: 'shop.example.com',
      originalHost: 'shop.example.com',
    },
  })
}
