/** Backends that answer wrongly, late, or die. */

import { byAddress, changed, counted, failures, logged, spread, withService } from '../changes.ts'
import type { Scenario } from '../scenario.ts'
import { ids, shop, targets } from '../shop.ts'
import { minute } from '../world.ts'

export const backends: Readonly<Record<string, Scenario>> = {
  'backend-502': {
    title: 'The backend’s own proxy answers 502',
    world: changed(
      shop,
      logged(failures({ requests: 25, triple: () => [0.001, 1.944, 0], line: { targetStatus: 502 } })),
      counted({}, { HTTPCode_Target_5XX_Count: spread(25) }),
    ),
    verdict: 'explained',
    cause: 'backend-answered-502',
    certainty: 'proven',
  },
  'worker-timeout': {
    title: 'Connections closed after thirty seconds',
    world: changed(
      shop,
      logged(
        failures({ requests: 14, triple: (index) => [0.001, 30 + index / 1000, -1], path: (index) => `/reports/${index % 4}` }),
      ),
      counted({ HTTPCode_ELB_502_Count: spread(14) }),
    ),
    verdict: 'explained',
    cause: 'worker-timeout',
    certainty: 'likely',
  },
  'backend-crashed': {
    title: 'A task killed for lack of memory',
    world: changed(
      shop,
      byAddress(),
      withService([
        {
          id: 'a1',
          address: targets[0],
          at: 20,
          code: 'EssentialContainerExited',
          reason: 'Essential container in task exited',
          exitCode: 137,
          detail: 'OutOfMemoryError: Container killed due to memory usage',
        },
      ]),
      logged(
        failures({
          requests: 18,
          from: 19,
          minutes: 2,
          target: () => `${targets[0]}:8080`,
          triple: (index) => [0.001, 0.4 + ((index * 37) % 90) / 10, -1],
        }),
      ),
      counted({ HTTPCode_ELB_502_Count: spread(18, 19, 2) }),
    ),
    verdict: 'explained',
    cause: 'backend-crashed',
    certainty: 'proven',
  },
  'too-slow': {
    title: 'No answer within the idle timeout',
    world: changed(
      shop,
      logged(failures({ requests: 16, triple: () => [0.001, -1, -1], line: { status: 504, createdAt: minute(9, 2) } })),
      counted({ HTTPCode_ELB_504_Count: spread(16) }, { TargetResponseTime: [] }),
    ),
    verdict: 'explained',
    cause: 'backend-too-slow',
  },
  'overloaded-cpu': {
    title: 'Instances at the limit of their CPU',
    world: changed(
      shop,
      logged(failures({ requests: 30, triple: () => [0.001, -1, -1], line: { status: 504 } })),
      counted({ HTTPCode_ELB_504_Count: spread(30) }),
      (world) => ({
        ...world,
        metrics: {
          ...world.metrics,
          [`CPUUtilization|${ids[0]}`]: spread(1960).map(([at]) => [at, 98] as const),
          [`CPUUtilization|${ids[1]}`]: spread(1960).map(([at]) => [at, 97] as const),
        },
      }),
    ),
    verdict: 'explained',
    cause: 'backend-overloaded',
    certainty: 'likely',
  },
  'invalid-response': {
    title: 'One URL whose answer cannot be parsed',
    world: changed(
      shop,
      logged(failures({ requests: 12, triple: (index) => [0.001, 0.3 + index / 50, -1], path: () => '/export' })),
      counted({ HTTPCode_ELB_502_Count: spread(12) }),
    ),
    verdict: 'explained',
    cause: 'invalid-response',
    certainty: 'likely',
  },
}
