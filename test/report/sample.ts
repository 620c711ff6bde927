import type { Diagnosis } from '../../src/core/diagnosis.ts'

const quiet = { gateway503: 0, gateway504: 0 }

/** A refused port: one proven and one possible cause, one blind spot. */
export const refused: Diagnosis = {
  schemaVersion: 1,
  tool: { name: 'lb502', version: '0.1.0' },
  verdict: 'explained',
  headline: 'Targets refuse connections on port 8080: 412 of 430 502s',
  subject: {
    cloud: 'aws',
    loadBalancer: {
      id: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188',
      name: 'shop',
    },
    pools: [{ id: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067', name: 'web' }],
  },
  window: { from: '2026-01-31T13:00:00.000Z', to: '2026-01-31T14:00:00.000Z' },
  traffic: {
    requests: 33000,
    gateway502: 412,
    backend502: 18,
    ...quiet,
    source: 'access-log',
    other: { '460': 12, 'backend 500': 3 },
    byMinute: [
      { at: '2026-01-31T13:01:00.000Z', requests: 600, gateway502: 0, backend502: 0, ...quiet },
      { at: '2026-01-31T13:02:00.000Z', requests: 600, gateway502: 7, backend502: 0, ...quiet },
      { at: '2026-01-31T13:03:00.000Z', requests: 600, gateway502: 405, backend502: 18, ...quiet },
    ],
  },
  requestPath: [
    { name: 'listener 443', mark: 'ok', says: 'HTTPS, forwards to web' },
    { name: 'load balancer', mark: 'ok', says: 'active in 2 zones' },
    { name: 'network', mark: 'unknown', says: 'security groups could not be read' },
    { name: 'backends', mark: 'fail', says: '2 of 2 refuse connections on port 8080' },
  ],
  causes: [
    {
      id: 'port-closed',
      certainty: 'proven',
      title: 'The backend refuses connections on its traffic port',
      summary:
        'i-0abc and i-0def answer the connection attempt on port 8080 with a reset: nothing listens there. The load balancer counted 412 connection errors, and as many 502s carry no processing time at all.',
      explains: { requests: 412, of: 430 },
      affected: ['i-0abc:8080', 'i-0def:8080'],
      evidence: [
        { source: 'metric', says: 'TargetConnectionErrorCount rose to 7/min at 13:02', ref: 'cloudwatch:GetMetricData' },
        { source: 'access-log', says: '412 requests failed with -1 -1 -1 before dispatch', ref: 's3:GetObject' },
      ],
      against: [{ source: 'health', says: 'i-0abc:8080 is healthy', ref: 'elasticloadbalancing:DescribeTargetHealth' }],
      fixes: [
        {
          title: 'Register the port the application listens on',
          commands: [
            'aws elbv2 register-targets --region eu-west-1 --target-group-arn arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067 --targets Id=i-0abc,Port=3000',
          ],
          risk: 'low',
          time: '2-5 min',
          verified: null,
        },
      ],
      docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
    },
    {
      id: 'backend-answered-502',
      certainty: 'possible',
      title: 'The backend made the 502 itself',
      summary: '18 requests carry a 502 of the backend.',
      explains: null,
      affected: [],
      evidence: [],
      against: [],
      fixes: [],
      docs: '',
    },
  ],
  ruledOut: [{ id: 'route-broken', because: 'subnet-a -> subnet-b is local in rtb-1' }],
  risks: [{ id: 'probe-port-mismatch', summary: 'Probes ask port 9000, traffic goes to 8080' }],
  blindSpots: [
    {
      what: 'security groups',
      why: 'denied',
      permission: 'ec2:DescribeSecurityGroups',
      hides: ['traffic-blocked'],
      message: 'User is not authorized to perform this operation',
    },
  ],
  changes: [
    { at: '2026-01-31T13:01:30.000Z', who: 'deploy', what: 'RegisterTargets web', suspicious: true },
    { at: '2026-01-31T13:20:00.000Z', who: 'ops', what: 'ModifyRule web', suspicious: false },
  ],
  unmodelled: ['target group attribute new.key'],
}

/** Nothing failing, with a risk of its own. */
export const clear: Diagnosis = {
  ...refused,
  verdict: 'clear',
  headline: 'Nothing fails: 33,000 requests, no 502',
  subject: { ...refused.subject, pools: [{ id: 'arn:api', name: 'api' }] },
  traffic: { ...refused.traffic, gateway502: 0, backend502: 0, byMinute: [], other: {} },
  requestPath: [],
  causes: [],
  ruledOut: [],
  blindSpots: [],
  changes: [],
  unmodelled: [],
}

/** Nothing found failing, but metrics could not be read. */
export const inconclusive: Diagnosis = {
  ...clear,
  verdict: 'inconclusive',
  headline: 'Nothing found failing, but metrics could not be read',
  subject: { ...refused.subject, pools: [{ id: 'arn:jobs', name: 'jobs' }] },
  traffic: {
    ...clear.traffic,
    requests: null,
    gateway502: null,
    backend502: null,
    gateway503: null,
    gateway504: null,
    source: null,
  },
  risks: [],
  blindSpots: refused.blindSpots,
}
