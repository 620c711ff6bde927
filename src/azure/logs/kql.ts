/**
 * The query that makes Log Analytics count a gateway's requests, so that a digest comes back instead of rows. Which columns a
 * workspace has depends on its age and on what was ever logged, so every one is asked for by `column_ifexists`.
 */
import { maximumFailedPaths, maximumPathLength, samplesOfGroup } from '../../core/digest/limits.ts'
import type { TimeWindow } from '../../core/evidence.ts'
import { quickSeconds } from '../../core/waits.ts'

/** The same column in the dedicated table and in the shared one. */
const columns = {
  Client: ['ClientIp', 'clientIP_s'],
  Pool: ['BackendPoolName', 'backendPoolName_s'],
  Setting: ['BackendSettingName', 'backendSettingName_s'],
  Method: ['HttpMethod', 'httpMethod_s'],
  Uri: ['RequestUri', 'requestUri_s'],
  Query: ['RequestQuery', 'requestQuery_s'],
  Host: ['Host', 'host_s'],
  Instance: ['InstanceId', 'instanceId_s'],
  Transaction: ['TransactionId', 'transactionId_g'],
  StatusText: ['HttpStatus', 'httpStatus_d'],
  ServerStatusText: ['ServerStatus', 'serverStatus_s'],
  RoutedText: ['ServerRouted', 'serverRouted_s'],
  LatencyText: ['ServerResponseLatency', 'serverResponseLatency_s'],
  ConnectText: ['ServerConnectTime', 'serverConnectTime_s'],
  TakenText: ['TimeTaken', 'timeTaken_d'],
  Error: ['ErrorInfo', 'error_info_s'],
} as const

/** What failing requests have in common, as far as the log tells it. */
const traits = 'Pool, Setting, Status, ServerStatus, Error, Routed, Waited, Held, Connected'

export interface LogQuery {
  /** ARM id, from Resource Manager and never from a log. */
  readonly gatewayId: string
  readonly window: TimeWindow
}

/** Every row of the answer has a `Kind` that tells which of its columns count; see `QueryRow`. */
export function accessLogQuery({ gatewayId, window }: LogQuery): string {
  return `let gateway = ${JSON.stringify(gatewayId)};
let windowStart = datetime(${new Date(window.from).toISOString()});
let windowEnd = datetime(${new Date(window.to).toISOString()});
let lastOf = (text: string) { extract(@"([^\\s,]+)\\s*$", 1, text) };
let toldOf = (text: string) { iff(text == "-", "", text) };
let logged = union isfuzzy=true
  (datatable(Table: string, At: datetime, ${Object.keys(columns)
    .map((name) => `${name}: string`)
    .join(', ')}) []),
  (AGWAccessLogs | where TimeGenerated >= windowStart and TimeGenerated < windowEnd and _ResourceId =~ gateway
  | project Table = "AGWAccessLogs", At = TimeGenerated, ${projection(0)}),
  (AzureDiagnostics | where TimeGenerated >= windowStart and TimeGenerated < windowEnd
  | where Category =~ "ApplicationGatewayAccessLog" and ResourceId =~ gateway
  | project Table = "AzureDiagnostics", At = TimeGenerated, ${projection(1)});
let rows = materialize(logged
  | extend Old = Instance startswith "ApplicationGatewayRole_IN_"
  | extend Status = toint(todouble(StatusText)),
    ServerStatus = toint(lastOf(iff(Old, extract(@".*SERVER-STATUS=(\\d*)", 1, Query), ServerStatusText))),
    Routed = toldOf(lastOf(iff(Old, extract(@".*SERVER-ROUTED=([^&]*)", 1, Query), RoutedText))),
    Latency = todouble(lastOf(LatencyText)), Connect = todouble(lastOf(ConnectText)),
    Taken = todouble(TakenText) / iff(Old, 1000.0, 1.0)
  | extend Failing = Status in (502, 503, 504)
  | extend Pool = toldOf(Pool), Setting = toldOf(Setting), Error = iff(Failing, toldOf(Error), ""),
    Waited = Failing and coalesce(Latency, 0.0) > 0, Held = Failing and coalesce(Latency, 0.0) >= ${quickSeconds}, Connected = Failing and isnotnull(Connect),
    Path = iff(toldOf(Method) == "" or toldOf(Uri) == "", "",
      substring(strcat(Method, " ", coalesce(extract(@"^([^?#]+)", 1, Uri), "/")), 0, ${maximumPathLength})));
let counted = rows | where Client != "127.0.0.1" and isnotnull(Status);
let failed = counted | where Failing;
let failedPaths = failed | where Path != "" | summarize Count = count() by Path | top ${maximumFailedPaths} by Count | project Path;
union
  (rows | where Client == "127.0.0.1" or isnull(Status) | extend Text = iff(Client == "127.0.0.1", "foreign", "malformed")
  | summarize N = count() by Table, Text | extend Kind = "uncounted"),
  (counted | summarize N = count() by Table, At = bin(At, 1m), Pool, Setting, Status, ServerStatus, Error, Waited, Connected
  | extend Kind = "minute"),
  (counted | where Routed != "" | summarize N = count(), First = min(At), Last = max(At) by Table, ${traits} | extend Kind = "backend"),
  (failed | summarize N = count(), First = min(At), Last = max(At) by Table, At = bin(At, 1m), ${traits} | extend Kind = "failure"),
  (failed | extend Seconds = coalesce(Latency, 0.0)
  | summarize N = count(), Low = min(Seconds), High = max(Seconds) by Table, ${traits}, Bucket = ${bucket} | extend Kind = "wait"),
  (failed | where isnotnull(Taken) | extend Seconds = Taken
  | summarize N = count(), Low = min(Seconds), High = max(Seconds) by Table, ${traits}, Bucket = ${bucket} | extend Kind = "duration"),
  (failed | where Path != "" | summarize N = count() by Table, ${traits}, Path | top ${mostPathRows} by N | extend Kind = "path"),
  (counted | where Path in (failedPaths) | summarize N = count() by Table, Pool, Setting, Path | extend Kind = "asked"),
  (failed | extend Text = ${sample}
  | summarize Texts = make_list(Text, ${samplesOfGroup}) by Table, ${traits}
  | mv-expand Text = Texts to typeof(string) | project-away Texts | extend Kind = "sample")`
}

/** Paths of all groups together. */
const mostPathRows = 20_000

/** Buckets of a DurationHistogram; none below a millisecond. */
const bucket = 'iff(Seconds < 0.001, int(null), toint(floor(log(Seconds) / log(1.05), 1)))'

/** What a line of the log would say, as far as it tells why the request failed. */
const sample = `tostring(bag_pack("time", At, "httpStatus", Status, "error_info", Error, "serverRouted", RoutedText, "serverStatus", ServerStatusText,
  "serverResponseLatency", LatencyText, "serverConnectTime", ConnectText, "timeTaken", TakenText, "httpMethod", Method, "requestUri", Uri,
  "backendPoolName", Pool, "backendSettingName", Setting, "host", Host, "transactionId", Transaction))`

function projection(table: 0 | 1): string {
  return Object.entries(columns)
    .map(([name, spelled]) => `${name} = tostring(column_ifexists("${spelled[table]}", ""))`)
    .join(', ')
}
