import { inState, keysOf } from '../backends.ts'
import type { Check, Judgement, Reader, Remedy, Subject } from '../check.ts'
import type { HopVerdict } from '../network/model.ts'
import { upkeepBlocks, upkeepOf } from '../upkeep.ts'
import { list, shell } from '../wording.ts'
import { failing, isAzure, pass, skip, stated } from './common.ts'
import { healthOf, outageClaim, turnedAway } from './outage.ts'

/** Rules on the balancer's own subnet that keep the platform from it, or it from the platform. */
export const gatewayPortsBlocked: Check = {
  id: 'gateway-ports-blocked',
  judge(subject, read) {
    const verdicts = upkeepOf(subject, read)
    if (verdicts?.length === 0) return skip
    const blocks = upkeepBlocks(verdicts).filter(({ hop }) => hop.kind === 'filter')
    const backends = read.see(subject.pool.backends) ?? []
    const untold = backends.filter(({ health }) => health.reason === 'not-told')
    if (blocks.length > 0) return blocked(subject, read, blocks)
    const unread = verdicts === undefined || verdicts.some(({ passage }) => passage === 'unknown')
    if (!unread) return pass('the rules of the load balancer’s subnet let the platform through')
    return untold.length === backends.length && untold.length > 0 ? suspected(subject, read) : skip
  },
}

function blocked(subject: Subject, read: Reader, blocks: readonly HopVerdict[]): Judgement {
  const because = list([...new Set(blocks.map((hop) => hop.because))], 2)
  const backends = read.see(subject.pool.backends) ?? []
  const lost = [...inState(backends, 'unknown'), ...inState(backends, 'unhealthy')]
  if (inState(backends, 'healthy').length > 0)
    return { status: 'risk', summary: `${because}; the load balancer tells the health of its backends all the same` }
  return failing({
    certainty: lost.some(({ health }) => health.reason === 'not-told') ? 'proven' : 'likely',
    headline: 'The load balancer’s own subnet keeps the platform from it, so the health of backends is not known',
    summary: `${because}. Without that traffic the platform can neither configure the load balancer nor learn what its probes find, and every backend counts as unknown.`,
    affected: keysOf(lost),
    claim: outageClaim(subject, read, lost),
    evidence: [
      ...blocks
        .slice(0, 3)
        .flatMap(({ hop, because: says }) => (hop.kind === 'filter' ? [stated('network', says, hop.ruleSets)] : [])),
      ...healthOf(subject, lost, 2),
      ...turnedAway(subject, read),
    ],
    remedies: remedies(subject, blocks),
  })
}

/** The provider says that it cannot tell, and nobody could look at the rules. */
function suspected(subject: Subject, read: Reader): Judgement {
  const backends = read.see(subject.pool.backends) ?? []
  return failing({
    certainty: 'possible',
    headline: 'The rules of the load balancer’s subnet may keep the platform from it',
    summary: `The health of ${list(keysOf(backends))} is unknown to the load balancer itself, as when the platform cannot reach it. The rules of its subnet could not be read, so this is neither shown nor excluded.`,
    affected: keysOf(backends),
    claim: outageClaim(subject, read, backends),
    evidence: healthOf(subject, backends, 2),
  })
}

function remedies(subject: Subject, blocks: readonly HopVerdict[]): readonly Remedy[] {
  if (!isAzure(subject)) return []
  const inbound = blocks.filter(({ hop }) => hop.kind === 'filter' && hop.direction === 'inbound')
  const sets = [
    ...new Set(
      blocks.flatMap(({ hop }) =>
        hop.kind === 'filter' && hop.ruleSets.known ? hop.ruleSets.value.map(({ name }) => name) : [],
      ),
    ),
  ]
  const nsg = shell(sets[0] ?? '<nsg>')
  const ports = inbound.flatMap(({ hop }) =>
    hop.kind === 'filter' ? [`${hop.packet.destinationPorts.from}-${hop.packet.destinationPorts.to}`] : [],
  )[0]
  return [
    {
      title: inbound.length > 0 ? 'Allow the infrastructure ports from GatewayManager' : 'Allow the way out to the Internet',
      commands: [
        inbound.length > 0
          ? `az network nsg rule create -g <group of the nsg> --nsg-name ${nsg} --name AllowGatewayManager --priority 100 --direction Inbound --access Allow --protocol Tcp --source-address-prefixes GatewayManager --destination-address-prefixes '*' --destination-port-ranges ${ports ?? '65200-65535'}`
          : `az network nsg rule create -g <group of the nsg> --nsg-name ${nsg} --name AllowInternetOut --priority 100 --direction Outbound --access Allow --protocol '*' --destination-address-prefixes Internet --destination-port-ranges '*'`,
      ],
      risk: 'low',
      time: '5-15 min',
    },
  ]
}
