import type { CauseId, CauseInfo } from '../catalogue.ts'

/** What happens to a request once a connection exists. */
export const requestCauses: Pick<
  Record<CauseId, CauseInfo>,
  | 'keep-alive-race'
  | 'connection-max-age'
  | 'deploy-race'
  | 'deregistered-mid-request'
  | 'worker-timeout'
  | 'invalid-response'
  | 'backend-crashed'
  | 'backend-overloaded'
  | 'backend-too-slow'
  | 'backend-answered-502'
> = {
  'keep-alive-race': {
    title: 'The backend closes idle connections before the load balancer does',
    meaning:
      'The backend’s keep-alive timeout is not longer than the load balancer’s idle timeout, so a request is sent on a connection that the backend is just closing.',
    signature:
      'Sparse 502s spread over backends and URLs, the backend closing at once (times x 0.00y -1, sometimes -1 -1 -1), backends healthy, no connection errors.',
    fix: 'Raise the backend’s keep-alive timeout above the load balancer’s idle timeout.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
      azure: 'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/troubleshoot-http-502-bad-gateway',
    },
  },
  'connection-max-age': {
    title: 'An HTTP/2 or gRPC backend ends connections by age or request count',
    meaning: 'The backend retires connections while requests are in flight on them.',
    signature: '502 with the connection closed mid-request on an HTTP/2 or gRPC group, under load, backends healthy.',
    fix: 'Let the backend send GOAWAY and finish streams before closing; raise maximum connection age or request count.',
    docs: { aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html' },
  },
  'deploy-race': {
    title: 'Backends stop before the load balancer stops sending to them',
    meaning: 'A deployment, scale-in or node replacement ends the process before deregistration has taken effect.',
    signature: 'Short bursts of 502 on backends that are now draining or gone, at each deployment.',
    fix: 'Wait between deregistration and stop (a pre-stop pause longer than the drain), and drain before terminating.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
      azure: 'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/troubleshoot-http-502-bad-gateway',
    },
  },
  'deregistered-mid-request': {
    title: 'The drain time ended while a request was running',
    meaning: 'The deregistration delay is shorter than the longest request.',
    signature: '502 with a long wait on a backend that was deregistered about one delay earlier.',
    fix: 'Raise the deregistration delay above the longest request.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html',
      azure: 'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/troubleshoot-http-502-bad-gateway',
    },
  },
  'worker-timeout': {
    title: 'The backend closes connections after a constant time',
    meaning: 'Its own worker, request or client timeout is shorter than the request and than the load balancer’s timeout.',
    signature: '502 with the wait clustering at one value (30.0 s, 60.0 s).',
    fix: 'Raise that timeout on the backend, or make the request faster or asynchronous.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
      azure: 'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/troubleshoot-http-504-gateway-timeout',
    },
  },
  'invalid-response': {
    title: 'The backend’s response is malformed or its headers are too large',
    meaning: 'The load balancer cannot parse the answer and replaces it by a 502.',
    signature: 'The same URL fails every time, while the backend’s own log shows success.',
    fix: 'Correct the response: status line, header names and values, content length, total header size.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
      azure: 'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/troubleshoot-http-502-bad-gateway',
    },
  },
  'backend-crashed': {
    title: 'The backend dies or restarts while requests are running',
    meaning: 'A crash, an out-of-memory kill or a restart resets the connections.',
    signature:
      'Bursts of 502 with scattered waits on one backend, followed by refused connections; stopped tasks with non-zero exit codes.',
    fix: 'Find the crash in the backend’s log; raise memory or correct the fault.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
      azure: 'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/troubleshoot-http-502-bad-gateway',
    },
  },
  'backend-overloaded': {
    title: 'The backend is saturated',
    meaning: 'CPU, memory, connections or a worker pool is exhausted, so connections are refused, time out or are cut.',
    signature: 'A mixture of 502 and 504, rising response times, timed-out probes at peaks, a resource at its limit.',
    fix: 'Add capacity, raise the limit that is reached, shed load.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
      azure: 'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/troubleshoot-http-504-gateway-timeout',
    },
  },
  'backend-too-slow': {
    title: 'The backend does not answer within the load balancer’s timeout',
    meaning:
      'The request reached the backend; no answer came in time. A 504 on an ALB and on Application Gateway v2, a 502 on v1.',
    signature: '504 with the request dispatched and no response, after the idle or request timeout.',
    fix: 'Make the request faster, or raise the timeout.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
      azure: 'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/troubleshoot-http-504-gateway-timeout',
    },
  },
  'backend-answered-502': {
    title: 'The backend itself answered 502',
    meaning: 'The backend is a proxy (nginx, Apache, a mesh) whose own upstream failed; the load balancer passed its answer on.',
    signature: 'Both statuses in the log are 502; HTTPCode_Target_5XX_Count up while the load balancer’s own 502 count is not.',
    fix: 'Look behind the backend: its proxy’s error log names the upstream and the reason.',
    docs: {
      aws: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
      azure: 'https://learn.microsoft.com/en-us/troubleshoot/azure/application-gateway/troubleshoot-http-502-bad-gateway',
    },
  },
}
