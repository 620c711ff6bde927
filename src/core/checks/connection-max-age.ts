import { affectedBy } from '../backends.ts'
import type { Check } from '../check.ts'
import { heldParts, quickParts, requestsOf, symptomsOf } from '../symptoms.ts'
import { count, verb } from '../wording.ts'
import { claim, failing, sampleOf, skip, stated } from './common.ts'

/** HTTP/2 and gRPC servers retire connections by age or request count, and requests in flight are lost with them. */
export const connectionMaxAge: Check = {
  id: 'connection-max-age',
  judge(subject, read) {
    const config = read.need(subject.pool.config)
    if (config.backendKind === 'function' || config.protocolVersion === 'http1') return skip
    const symptoms = symptomsOf(subject, read)
    const parts = [...quickParts(symptoms.cut), ...heldParts(symptoms.cut)]
    const requests = requestsOf(parts)
    if (requests === 0) return skip
    const total = symptoms.tally.requests
    const some = total !== null && requests <= total * 0.3
    const groups = parts.map((part) => part.group)
    const version = config.protocolVersion === 'grpc' ? 'gRPC' : 'HTTP/2'
    return failing({
      certainty: some ? 'likely' : 'possible',
      headline: `Backends end ${version} connections while requests are running on them`,
      summary: `${count(requests, 'request')}${total === null ? '' : ` of ${total}`} ${verb(requests, 'was', 'were')} cut off on ${version} connections to ${subject.pool.name}, while the others succeed. ${version} servers commonly retire connections by age or request count.`,
      affected: affectedBy(groups, read.see(subject.pool.backends) ?? []),
      claim: claim(parts),
      evidence: [
        stated(
          'access-log',
          `${count(requests, 'request')} dispatched and cut off${sampleOf(groups)}`,
          subject.snapshot.accessLog,
        ),
        stated('config', `protocol version ${version}`, subject.pool.config),
      ],
      remedies: [
        {
          title:
            'Raise the server’s maximum connection age and requests per connection, and give streams a grace period after GOAWAY',
          commands: [
            '# grpc-go: keepalive.ServerParameters{MaxConnectionAge, MaxConnectionAgeGrace}   Envoy: max_connection_duration, drain_timeout   nginx: keepalive_requests, keepalive_time',
          ],
          risk: 'low',
          time: '10-30 min',
        },
      ],
    })
  },
}
