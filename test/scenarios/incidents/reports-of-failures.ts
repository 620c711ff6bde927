/** Incidents as people report them, each with all the evidence that such a day leaves behind: requests get through and fail. */
import {
  asFunction,
  byAddress,
  changed,
  counted,
  failures,
  logged,
  spread,
  withAttributes,
  withEvent,
  withGroup,
  withHealth,
  withService,
} from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { balancerArn, calm, health, shop, targets, zones } from '../shop.ts'
import { undispatched } from '../signs.ts'

export const reportsOfFailures: Readonly<Record<string, Scenario>> = {
  'one-page-kills-the-worker': {
    title: 'The probe of / passes, and one page crashes the worker that serves it, at whatever point it got to',
    world: changed(
      shop,
      withGroup({ HealthCheckPath: '/' }),
      logged(
        failures({
          requests: 31,
          from: 5,
          minutes: 50,
          triple: (index) => [0.001, 0.8 + ((index * 53) % 97) / 20, -1],
          path: () => '/invoices/export',
        }),
      ),
      counted({ HTTPCode_ELB_502_Count: spread(31, 5, 50) }),
    ),
    verdict: 'explained',
    cause: 'invalid-response',
  },
  'gunicorn-thirty-seconds': {
    title: 'gunicorn kills workers after thirty seconds, and a killed worker takes its neighbours’ connections with it',
    world: changed(
      shop,
      logged([
        ...failures({
          requests: 17,
          from: 3,
          minutes: 55,
          triple: (index) => [0.001, 30.02 + (index % 7) / 100, -1],
          path: (index) => ['/api/orders', '/api/stock', '/api/prices'][index % 3] ?? '',
        }),
        ...failures({ requests: 4, from: 3, minutes: 55, triple: (index) => [0.001, 1.2 + index * 3.1, -1] }),
      ]),
      counted({ HTTPCode_ELB_502_Count: spread(21, 3, 55) }),
    ),
    verdict: 'explained',
    cause: 'worker-timeout',
    certainty: 'likely',
  },
  'lambda-status-as-text': {
    title: 'A function that answers statusCode "200" instead of 200',
    world: changed(
      shop,
      asFunction('LambdaInvalidResponse', 600, 0.041),
      (world) => ({
        ...world,
        objects: Object.fromEntries(
          Object.entries(world.objects).map(([key, lines]) => [
            key,
            lines.filter((line) => line.includes('LambdaInvalidResponse')),
          ]),
        ),
      }),
      withEvent(9, 'UpdateFunctionCode20150331v2', 'checkout'),
    ),
    verdict: 'explained',
    cause: 'lambda-invalid-response',
    certainty: 'proven',
  },
  'ecs-without-stop-delay': {
    title: 'Every deployment stops tasks at once while the deregistration delay still has five minutes to go',
    world: changed(
      shop,
      byAddress(),
      withHealth([
        {
          Target: { Id: '10.0.11.44', Port: 8080, AvailabilityZone: zones[0] },
          HealthCheckPort: '8080',
          TargetHealth: health('healthy'),
        },
        {
          Target: { Id: '10.0.12.61', Port: 8080, AvailabilityZone: zones[1] },
          HealthCheckPort: '8080',
          TargetHealth: health('healthy'),
        },
      ]),
      withService(
        targets.map((address, index) => ({
          id: `old${index}`,
          address,
          at: 25 + index * 2,
          code: 'ServiceSchedulerInitiated',
          reason: 'Scaling activity initiated by (deployment ecs-svc/8430219456012345678)',
          exitCode: 143,
        })),
      ),
      logged([
        ...failures({
          requests: 14,
          from: 25,
          minutes: 1,
          target: () => `${targets[0]}:8080`,
          triple: (index) => (index % 3 ? [-1, -1, -1] : [0.001, 0.4 + index / 10, -1]),
        }),
        ...failures({
          requests: 11,
          from: 27,
          minutes: 1,
          target: () => `${targets[1]}:8080`,
          triple: (index) => (index % 2 ? [-1, -1, -1] : [0.001, 0.001, -1]),
        }),
      ]),
      (world) => ({
        ...world,
        networkInterfaces: [
          ...world.networkInterfaces.filter(({ SubnetId }) => !String(SubnetId).startsWith('subnet-0app')),
          ...world.networkInterfaces
            .filter(({ SubnetId }) => String(SubnetId).startsWith('subnet-0app'))
            .map((one, index) => {
              const PrivateIpAddress = ['10.0.11.44', '10.0.12.61'][index]
              return { ...one, PrivateIpAddress, PrivateIpAddresses: [{ PrivateIpAddress, Primary: true }] }
            }),
        ],
      }),
      counted(
        { HTTPCode_ELB_502_Count: [...spread(14, 25, 1), ...spread(11, 27, 1)] },
        { TargetConnectionErrorCount: [...spread(9, 25, 1), ...spread(5, 27, 1)] },
      ),
    ),
    verdict: 'explained',
    cause: 'deploy-race',
    certainty: 'proven',
  },
  'idle-raised-for-uploads': {
    title: 'The idle timeout was raised to 300 s for uploads; Node closes idle connections after its default of 5 s',
    world: changed(
      shop,
      withAttributes(balancerArn, { 'idle_timeout.timeout_seconds': '300' }),
      logged([
        ...failures({ requests: 19, from: 12, minutes: 46, triple: (index) => [0, index % 4 === 0 ? 0.002 : 0, -1] }),
        ...failures({ requests: 5, from: 14, minutes: 40, triple: undispatched }),
      ]),
      counted({ HTTPCode_ELB_502_Count: spread(24, 12, 46) }, { TargetConnectionErrorCount: [] }),
      withEvent(10, 'ModifyLoadBalancerAttributes', balancerArn, 'oncall'),
    ),
    verdict: 'explained',
    cause: 'keep-alive-race',
    certainty: 'likely',
  },
  'cookie-too-large': {
    title: 'Signing in sets so many cookies that the response headers exceed what the load balancer takes',
    world: changed(
      shop,
      logged(
        calm()
          .slice(0, 30)
          .map((line) => line.replace(/(cart|items|checkout)\?session=\d+/, 'login')),
      ),
      logged(
        failures({
          requests: 210,
          from: 0,
          minutes: 60,
          triple: (index) => [0.001, 0.12 + (index % 9) / 100, -1],
          path: () => '/auth/callback',
          line: { request: 'POST https://shop.example.com:443/auth/callback HTTP/1.1' },
        }),
      ),
      counted({ HTTPCode_ELB_502_Count: spread(210, 0, 60) }),
    ),
    verdict: 'explained',
    cause: 'invalid-response',
    certainty: 'likely',
  },
}
