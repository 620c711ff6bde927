/** What the platform measures. */

/** Count metrics: missing points mean zero. Gauges: missing points mean no sample. */
export type MetricName =
  | 'requests'
  | 'gateway-502'
  | 'gateway-503'
  | 'gateway-504'
  | 'gateway-4xx'
  | 'gateway-5xx'
  | 'backend-5xx'
  | 'backend-4xx'
  | 'backend-2xx'
  | 'connection-errors'
  | 'tls-errors'
  | 'response-seconds-average'
  | 'response-seconds-maximum'
  | 'healthy-backends-minimum'
  | 'unhealthy-backends-maximum'
  | 'fail-open-requests'
  | 'rejected-connections'
  | 'capacity-units'
  | 'compute-units'
  | 'connect-seconds-maximum'
  | 'active-connections'
  | 'new-connections'
  | 'function-user-errors'
  | 'function-internal-errors'
  | 'cpu-percent-maximum'

export interface MetricSeries {
  readonly name: MetricName
  /** Pool id, or null for the whole balancer. */
  readonly pool: string | null
  /** Zone name, or null for all zones. */
  readonly zone: string | null
  /** Backend (machine) id for resource metrics; null otherwise. */
  readonly backend: string | null
  readonly periodSeconds: number
  /** [ISO start of the period, value], ascending; only points the provider returned. */
  readonly points: readonly (readonly [string, number])[]
}
