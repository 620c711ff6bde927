/** Access-log rows as the two tables of Log Analytics hold them, column by column. */
import type { Item } from '../../scenarios/world.ts'
import type { GatewayRow } from './app-gateway-lines.ts'

/** Columns of numbers have nothing in them where the log has none. */
const numberOf = (text: string | null): number | null => (text === null ? null : Number(text.split(', ').at(-1)))

/** The row as AGWAccessLogs holds it. */
export function dedicatedRow(row: GatewayRow): Item {
  return {
    TimeGenerated: row.time,
    _ResourceId: row.gateway.toLowerCase(),
    Type: 'AGWAccessLogs',
    OperationName: 'ApplicationGatewayAccess',
    InstanceId: 'appgw_1',
    ClientIp: row.clientIp,
    ClientPort: 41_234,
    HttpMethod: row.method,
    RequestUri: row.uri,
    RequestQuery: row.query,
    OriginalRequestUriWithArgs: row.query === '' ? row.uri : `${row.uri}?${row.query}`,
    UserAgent: row.userAgent,
    HttpStatus: row.status,
    SentBytes: 1204,
    TimeTaken: row.timeTaken,
    TransactionId: 'b1946ac92492d2347c6235b4d2611184',
    SslEnabled: 'off',
    ServerRouted: row.serverRouted ?? '',
    ServerStatus: numberOf(row.serverStatus),
    ServerResponseLatency: numberOf(row.latency),
    ServerConnectTime: numberOf(row.connect),
    Host: 'shop.example.com',
    OriginalHost: 'shop.example.com',
    ErrorInfo: row.errorInfo ?? '',
    BackendPoolName: row.pool ?? '',
    BackendSettingName: row.setting ?? '',
    ListenerName: 'shop-listener',
    RuleName: row.rule,
  }
}

/** The row as AzureDiagnostics holds it. A column that no row ever had anything in does not exist. */
export function legacyRow(row: GatewayRow): Item {
  return {
    TimeGenerated: row.time,
    ResourceId: row.gateway.toUpperCase(),
    ResourceProvider: 'MICROSOFT.NETWORK',
    Category: row.category,
    OperationName: 'ApplicationGatewayAccess',
    Type: 'AzureDiagnostics',
    instanceId_s: 'appgw_1',
    clientIP_s: row.clientIp,
    clientPort_d: 41_234,
    httpMethod_s: row.method,
    requestUri_s: row.uri,
    requestQuery_s: row.query,
    userAgent_s: row.userAgent,
    httpStatus_d: row.status,
    timeTaken_d: row.timeTaken,
    sentBytes_d: 1204,
    sslEnabled_s: 'off',
    serverRouted_s: row.serverRouted ?? '',
    serverStatus_s: row.serverStatus ?? '',
    serverResponseLatency_s: row.latency ?? '',
    serverConnectTime_s: row.connect ?? '',
    host_s: 'shop.example.com',
    originalHost_s: 'shop.example.com',
    ...(row.errorInfo === null ? {} : { error_info_s: row.errorInfo }),
    backendPoolName_s: row.pool ?? '',
    backendSettingName_s: row.setting ?? '',
    listenerName_s: 'shop-listener',
    ruleName_s: row.rule,
  }
}
