/** What to do about a port that takes no connections. */
import type { Remedy, Subject } from '../check.ts'
import type { Backend } from '../model.ts'
import { shell } from '../wording.ts'
import { updateSetting } from './az.ts'
import { isAws, isAzure, portsOf, probedElsewhere } from './common.ts'

/** To see what listens, and to send where the service listens. */
export function portRemedies(subject: Subject, backends: readonly Backend[], logged: readonly string[] = []): readonly Remedy[] {
  const port = portsOf(backends, subject.pool, logged)
  const { config } = subject.pool
  const scheme = config.known && config.value.protocol === 'https' ? 'https' : 'http'
  return [
    {
      title: `On the backend: see what listens, and start the service on port ${port} and on all interfaces`,
      commands: [
        'ss -ltnp   # 0.0.0.0 or [::] before the port; 127.0.0.1 there is loopback only',
        `curl -sv${scheme === 'https' ? 'k' : ''} ${scheme}://<address of this backend>:${port}/ -o /dev/null`,
      ],
      risk: 'low',
      time: '2-10 min',
    },
    ...(isAzure(subject)
      ? [
          {
            title: 'If the service listens elsewhere: send to that port instead',
            commands: [updateSetting(subject, '--port <port>')],
            risk: 'medium' as const,
            time: '2-10 min',
          },
        ]
      : []),
    // Probes that pass on the same port show that the service listens there.
    ...(isAws(subject) && backends.some((backend) => probedElsewhere(backend) || backend.health.state !== 'healthy')
      ? [
          {
            title: 'If the service listens elsewhere: register that port instead',
            commands: [
              `aws elbv2 register-targets --target-group-arn ${shell(subject.pool.id)} --targets ${backends
                .slice(0, 5)
                .map((backend) => `Id=${shell(backend.id)},Port=<port>${outside(backend)}`)
                .join(' ')}`,
              `aws elbv2 deregister-targets --target-group-arn ${shell(subject.pool.id)} --targets ${backends
                .slice(0, 5)
                .map(
                  (backend) =>
                    `Id=${shell(backend.id)}${backend.port === null ? '' : `,Port=${backend.port}`}${outside(backend)}`,
                )
                .join(' ')}`,
            ],
            risk: 'medium' as const,
            time: '2-5 min',
          },
        ]
      : []),
  ]
}

/** An address outside the network is taken only with the word that says so. */
function outside({ zone }: Backend): string {
  return zone === 'all' ? ',AvailabilityZone=all' : ''
}
