/** CloudWatch's names for metrics, and ours. */
import type { MetricName } from '../../core/model.ts'
import { lookedUp } from '../../normalise/words.ts'

const names: Readonly<Record<string, MetricName>> = {
  'AWS/ApplicationELB RequestCount Sum': 'requests',
  'AWS/ApplicationELB HTTPCode_ELB_502_Count Sum': 'gateway-502',
  'AWS/ApplicationELB HTTPCode_ELB_503_Count Sum': 'gateway-503',
  'AWS/ApplicationELB HTTPCode_ELB_504_Count Sum': 'gateway-504',
  'AWS/ApplicationELB HTTPCode_ELB_4XX_Count Sum': 'gateway-4xx',
  'AWS/ApplicationELB HTTPCode_ELB_5XX_Count Sum': 'gateway-5xx',
  'AWS/ApplicationELB HTTPCode_Target_2XX_Count Sum': 'backend-2xx',
  'AWS/ApplicationELB HTTPCode_Target_4XX_Count Sum': 'backend-4xx',
  'AWS/ApplicationELB HTTPCode_Target_5XX_Count Sum': 'backend-5xx',
  'AWS/ApplicationELB TargetConnectionErrorCount Sum': 'connection-errors',
  'AWS/ApplicationELB TargetTLSNegotiationErrorCount Sum': 'tls-errors',
  'AWS/ApplicationELB TargetResponseTime Average': 'response-seconds-average',
  'AWS/ApplicationELB TargetResponseTime Maximum': 'response-seconds-maximum',
  'AWS/ApplicationELB HealthyHostCount Minimum': 'healthy-backends-minimum',
  'AWS/ApplicationELB UnHealthyHostCount Maximum': 'unhealthy-backends-maximum',
  'AWS/ApplicationELB UnhealthyRoutingRequestCount Sum': 'fail-open-requests',
  'AWS/ApplicationELB RejectedConnectionCount Sum': 'rejected-connections',
  'AWS/ApplicationELB ActiveConnectionCount Sum': 'active-connections',
  'AWS/ApplicationELB NewConnectionCount Sum': 'new-connections',
  'AWS/ApplicationELB LambdaUserError Sum': 'function-user-errors',
  'AWS/ApplicationELB LambdaInternalError Sum': 'function-internal-errors',
  'AWS/EC2 CPUUtilization Maximum': 'cpu-percent-maximum',
}

/** Null for a metric that the model has no word for. */
export function metricName(namespace: string, metric: string, stat: string): MetricName | null {
  return lookedUp(names, `${namespace} ${metric} ${stat}`) ?? null
}
