/** Backends that end: stopped, terminated, killed, replaced, each leaving failures of its own kind behind. */
import { changed, counted, failures, logged, spread, withEvent, withGroup, withHealth, withService } from '../changes.ts'
import { withTasks } from '../fleet.ts'
import type { Scenario } from '../scenario.ts'
import { groupArn, health, ids, registered, shop, targets } from '../shop.ts'
import { atOnce, late, undispatched } from '../signs.ts'
import { thirdTarget, thirdTargetAddress, thirdTargetHealth, thirdTargetId } from '../third-target.ts'
import type { Item } from '../world.ts'

const failedChecks = `Task failed ELB health checks in (target-group ${groupArn})`
const initial = health('initial', 'Elb.InitialHealthChecking', 'Initial health checks in progress')
const stopped = health('unused', 'Target.InvalidState', 'Target is in the stopped state')
const terminated = health('unused', 'Target.InvalidState', 'Target is in the terminated state')
const notFound = health('unhealthy', 'Target.ResponseCodeMismatch', 'Health checks failed with these codes: [404]')

/** Tasks that the service stopped at these minutes because their health checks failed. */
const ended = (...minutes: readonly number[]) =>
  withService(
    minutes.map((at, index) => ({
      id: `ended${index}`,
      address: `10.0.11.${50 + index}`,
      at,
      code: 'ServiceSchedulerInitiated',
      reason: failedChecks,
    })),
  )

const nobodyLeft = failures({
  requests: 30,
  from: 12,
  minutes: 25,
  triple: undispatched,
  target: () => null,
  line: { status: 503 },
})

const crashMinutes = [12, 22, 32, 42]

export const endings: Readonly<Record<string, Scenario>> = {
  'deploy-race-above-a-steady-race': {
    title: 'Pods end before they are taken out of the group, above a few races that go on all day',
    world: changed(
      shop,
      withTasks([{ address: '10.0.11.44' }, { address: '10.0.12.61' }]),
      logged([
        ...failures({
          requests: 300,
          from: 21,
          minutes: 1,
          target: (index) => `10.0.11.${20 + (index % 3)}:8080`,
          triple: (index) => (index % 3 === 0 ? [0.001, (index % 7) / 1000, -1] : [-1, -1, -1]),
        }),
        ...failures({
          requests: 48,
          from: 0,
          minutes: 60,
          target: (index) => `${['10.0.11.44', '10.0.12.61'][index % 2] ?? ''}:8080`,
          triple: atOnce,
        }),
      ]),
      counted({ HTTPCode_ELB_502_Count: [...spread(48, 0, 60), [21, 301]] }, { TargetConnectionErrorCount: [[21, 200]] }),
    ),
    verdict: 'explained',
    cause: 'deploy-race',
    certainty: 'likely',
    causes: ['deploy-race', 'keep-alive-race'],
  },
  'tasks-exit-in-a-loop': {
    title: 'A task exits with 1 every ten minutes and is replaced: it died, nobody sent it away',
    world: changed(
      shop,
      withTasks([{ address: '10.0.11.44' }, { address: '10.0.12.61' }]),
      withService(
        crashMinutes.map((at, index) => ({
          id: `loop${index}`,
          address: `10.0.11.2${index}`,
          at,
          code: 'EssentialContainerExited',
          reason: 'Essential container in task exited',
          exitCode: 1,
        })),
      ),
      logged(
        crashMinutes.flatMap((from, task) =>
          failures({
            requests: 6,
            from,
            minutes: 1,
            target: () => `10.0.11.2${task}:8080`,
            triple: (index) => (index % 2 === 0 ? [0.001, 0.2 + index, -1] : [-1, -1, -1]),
          }),
        ),
      ),
      counted(
        { HTTPCode_ELB_502_Count: crashMinutes.map((at) => [at, 6] as const) },
        { TargetConnectionErrorCount: crashMinutes.map((at) => [at, 3] as const) },
      ),
    ),
    verdict: 'explained',
    cause: 'backend-crashed',
    certainty: 'proven',
    causes: ['backend-crashed'],
  },
  'crash-beside-a-race': {
    title: 'One task is killed for lack of memory; the other one loses races as it does every day',
    world: changed(
      shop,
      withTasks([{ address: targets[0] }, { address: targets[1] }]),
      withService([
        {
          id: 'oom',
          address: targets[0],
          at: 31,
          code: 'EssentialContainerExited',
          reason: 'Essential container in task exited',
          exitCode: 137,
          detail: 'OutOfMemoryError: Container killed due to memory usage',
        },
      ]),
      logged([
        ...failures({
          requests: 16,
          from: 31,
          minutes: 1,
          target: () => `${targets[0]}:8080`,
          triple: (index) => [0.001, 0.3 + index * 0.7, -1],
        }),
        ...failures({ requests: 10, from: 1, minutes: 57, target: () => `${targets[1]}:8080`, triple: atOnce }),
      ]),
      counted({ HTTPCode_ELB_502_Count: [...spread(10, 1, 57), [31, 16]] }),
    ),
    verdict: 'explained',
    cause: 'backend-crashed',
    certainty: 'proven',
    causes: ['backend-crashed', 'keep-alive-race'],
  },
  'two-processes-crash': {
    title: 'The process of one instance dies, twenty minutes later that of the other',
    world: changed(
      shop,
      logged([
        ...failures({
          requests: 7,
          from: 12,
          minutes: 1,
          target: () => `${targets[0]}:8080`,
          triple: (index) => [0.001, 1.3 + index * 2, -1],
        }),
        ...failures({
          requests: 8,
          from: 31,
          minutes: 1,
          target: () => `${targets[1]}:8080`,
          triple: (index) => [0.001, 0.7 + index * 1.7, -1],
        }),
      ]),
      counted({
        HTTPCode_ELB_502_Count: [
          [12, 7],
          [31, 8],
        ],
      }),
    ),
    verdict: 'explained',
    cause: 'backend-crashed',
    certainty: 'likely',
  },
  'health-checks-end-tasks': {
    title: 'The health check asks for a page that is not there, and ECS stops one healthy task after the other for it',
    world: changed(
      shop,
      withTasks([{ address: '10.0.11.44', health: notFound }]),
      ended(12, 18, 24, 30, 36),
      logged(nobodyLeft),
      counted({ HTTPCode_ELB_503_Count: spread(30, 12, 25) }),
    ),
    verdict: 'explained',
    cause: 'probe-status-mismatch',
    certainty: 'proven',
    causes: ['probe-status-mismatch'],
  },
  'closed-probe-port-ends-tasks': {
    title: 'No rule opens the port that probes ask, and ECS stops every task whose health checks fail',
    world: changed(
      shop,
      withTasks([
        { address: '10.0.11.90', health: initial, probePort: 8081 },
        { address: '10.0.12.91', health: health(...late), probePort: 8081 },
      ]),
      withGroup({ HealthCheckPort: '8081' }),
      ended(12, 18, 24, 30),
      logged(nobodyLeft),
      counted({ HTTPCode_ELB_503_Count: spread(30, 12, 25) }),
    ),
    verdict: 'explained',
    cause: 'traffic-blocked',
    certainty: 'proven',
    causes: ['traffic-blocked'],
  },
  'stopped-while-working': {
    title: 'One of three instances is stopped while it works on requests',
    world: changed(
      shop,
      thirdTarget,
      (world) => ({
        ...world,
        instances: world.instances.map((one) => (one.InstanceId === thirdTargetId ? asStopped(one) : one)),
      }),
      withHealth([...registered(health('healthy')), thirdTargetHealth(stopped)]),
      logged([
        ...failures({
          requests: 5,
          from: 21,
          minutes: 1,
          target: () => `${thirdTargetAddress}:8080`,
          triple: (index) => [0.001, 0.1 + index, -1],
        }),
        ...failures({
          requests: 9,
          from: 21,
          minutes: 1,
          target: () => `${thirdTargetAddress}:8080`,
          triple: undispatched,
          line: { status: 504 },
        }),
      ]),
      counted(
        { HTTPCode_ELB_502_Count: [[21, 5]], HTTPCode_ELB_504_Count: [[21, 9]] },
        { TargetConnectionErrorCount: [[21, 9]] },
      ),
      withEvent(21, 'StopInstances', thirdTargetId),
    ),
    verdict: 'explained',
    cause: 'backend-stopped',
    certainty: 'proven',
    causes: ['backend-stopped'],
  },
  'instance-terminated': {
    title: 'An instance is terminated without being deregistered; it has no address any more, the log still names it',
    world: changed(
      shop,
      (world) => ({ ...world, instances: world.instances.map((one) => (one.InstanceId === ids[0] ? asTerminated(one) : one)) }),
      withHealth([
        { Target: { Id: ids[0], Port: 8080 }, HealthCheckPort: '8080', TargetHealth: terminated },
        { Target: { Id: ids[1], Port: 8080 }, HealthCheckPort: '8080', TargetHealth: health('healthy') },
      ]),
      logged(
        failures({
          requests: 9,
          from: 19,
          minutes: 1,
          target: () => `${targets[0]}:8080`,
          triple: undispatched,
          line: { status: 504 },
        }),
      ),
      counted({ HTTPCode_ELB_504_Count: [[19, 9]] }, { TargetConnectionErrorCount: [[19, 9]] }),
      withEvent(19, 'TerminateInstances', ids[0]),
    ),
    verdict: 'explained',
    cause: 'backend-stopped',
    certainty: 'proven',
    affected: [`${ids[0]}:8080`],
  },
}

function asStopped(instance: Item): Item {
  return {
    ...instance,
    State: { Code: 80, Name: 'stopped' },
    StateTransitionReason: 'User initiated (2026-11-20 13:21:02 GMT)',
  }
}

/** What is left of an instance for an hour after it is gone. */
function asTerminated({ InstanceId, Placement }: Item): Item {
  return {
    InstanceId,
    Placement,
    State: { Code: 48, Name: 'terminated' },
    StateTransitionReason: 'User initiated (2026-11-20 13:19:12 GMT)',
    SecurityGroups: [],
    NetworkInterfaces: [],
  }
}
