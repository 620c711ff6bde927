/** Which ECS services exist at all, where clusters were searched because no tag named the service. */
import type { Fact } from '../../core/fact.ts'
import { allFacts } from '../../normalise/facts.ts'
import { neededTexts, text } from '../../normalise/loose.ts'
import type { Calls } from '../../normalise/records.ts'
import { lastSegment } from './arns.ts'
import { factOf, recordsOf } from './calls.ts'
import type { ServiceTag } from './interfaces.ts'

/** Every service of every cluster, by names; null when there was no search. */
export function searchedServices(calls: Calls): Fact<readonly ServiceTag[]> | null {
  if (recordsOf(calls, 'ecs:ListClusters').length === 0) return null
  const clusters = factOf(calls, 'ecs:ListClusters', { absent: 'ECS clusters were not searched' }, (replies) =>
    replies.flatMap(({ output }) => neededTexts(output, 'clusterArns')),
  )
  if (!clusters.known) return clusters
  const services = allFacts(clusters.value.map((cluster) => servicesOf(calls, lastSegment(cluster))))
  if (!services.known) return services
  return { known: true, value: services.value.flat(), sources: [...clusters.sources, ...services.sources] }
}

function servicesOf(calls: Calls, cluster: string): Fact<readonly ServiceTag[]> {
  return factOf(
    calls,
    'ecs:ListServices',
    { where: (input) => lastSegment(text(input, 'cluster') ?? '') === cluster, absent: `cluster ${cluster} was not searched` },
    (replies) =>
      replies
        .flatMap(({ output }) => neededTexts(output, 'serviceArns'))
        .map((service) => ({ cluster, service: lastSegment(service) })),
  )
}
