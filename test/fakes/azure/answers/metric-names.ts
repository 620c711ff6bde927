/** The metrics of an application gateway: what each can be split by, and what its values are. */

export interface MetricInfo {
  readonly unit: 'Count' | 'MilliSeconds' | 'BytesPerSecond' | 'CountPerSecond' | 'Percent' | 'Unspecified'
  readonly primary: 'Total' | 'Average'
  readonly dimensions: readonly string[]
}

const perPool = ['BackendSettingsPool']
const perServer = ['Listener', 'BackendServer', 'BackendPool', 'BackendHttpSetting']
const gauge = (dimensions: readonly string[] = []): MetricInfo => ({ unit: 'Count', primary: 'Average', dimensions })
const count = (dimensions: readonly string[] = []): MetricInfo => ({ unit: 'Count', primary: 'Total', dimensions })
const time = (dimensions: readonly string[]): MetricInfo => ({ unit: 'MilliSeconds', primary: 'Average', dimensions })

const infos: Readonly<Record<string, MetricInfo>> = {
  HealthyHostCount: gauge(perPool),
  UnhealthyHostCount: gauge(perPool),
  ResponseStatus: count(['HttpStatusGroup']),
  BackendResponseStatus: count(['BackendServer', 'BackendPool', 'BackendHttpSetting', 'HttpStatusGroup']),
  FailedRequests: count(perPool),
  TotalRequests: count(perPool),
  AvgRequestCountPerHealthyHost: gauge(perPool),
  BackendConnectTime: time(perServer),
  BackendFirstByteResponseTime: time(perServer),
  BackendLastByteResponseTime: time(perServer),
  ApplicationGatewayTotalTime: time(['Listener']),
  ClientRtt: time(['Listener']),
  CapacityUnits: gauge(),
  ComputeUnits: gauge(),
  EstimatedBilledCapacityUnits: gauge(),
  FixedBillableCapacityUnits: gauge(),
  CurrentConnections: count(),
  CpuUtilization: { unit: 'Percent', primary: 'Average', dimensions: [] },
  Throughput: { unit: 'BytesPerSecond', primary: 'Average', dimensions: [] },
  NewConnectionsPerSecond: { unit: 'CountPerSecond', primary: 'Average', dimensions: [] },
  BytesSent: count(['Listener']),
  BytesReceived: count(['Listener']),
  TlsProtocol: count(['Listener', 'TlsProtocol']),
}

/** The metric as its provider spells it, with what is known of it; null for a name that none has. */
export function metricNamed(name: string): { readonly name: string; readonly info: MetricInfo } | null {
  const found = Object.entries(infos).find(([known]) => known.toLowerCase() === name.toLowerCase())
  return found === undefined ? null : { name: found[0], info: found[1] }
}

export function allMetricNames(): string {
  return Object.keys(infos).join(',')
}
