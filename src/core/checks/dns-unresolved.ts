import { failingBy, keysOf } from '../backends.ts'
import type { Check, Judgement, Reader, Remedy, Subject } from '../check.ts'
import type { Backend, NamedBackend, Resolution } from '../model.ts'
import { upkeepBlocks, upkeepOf } from '../upkeep.ts'
import { begun, list, shell, verb } from '../wording.ts'
import { gatewayArguments } from './az.ts'
import { failing, isAzure, pass, skip, stated } from './common.ts'
import { healthOf, outageClaim, turnedAway } from './outage.ts'

/** A backend's name that the balancer's network cannot resolve, or resolves to another address than the one meant. */
export const dnsUnresolved: Check = {
  id: 'dns-unresolved',
  judge(subject, read) {
    const backends = read.need(subject.pool.backends)
    const named = backends.filter((backend) => backend.named !== null)
    if (named.length === 0) return skip
    const down = named.filter((backend) => backend.health.state !== 'healthy' && backend.health.state !== 'draining')
    const told = failingBy(named, 'name-unresolved')
    const wrong = named.flatMap((backend) => wrongly(backend, read))
    const failed = wrong.filter(({ backend }) => down.includes(backend))
    if (told.length === 0 && failed.length === 0) {
      if (wrong.length > 0)
        return { status: 'risk', summary: `${begun(wrong[0]?.resolution.because ?? '')}; probes pass all the same` }
      return down.length === 0 ? pass('every name resolves well enough for probes to succeed') : perhaps(subject, read, down)
    }
    const affected = [...new Set([...told, ...failed.map(({ backend }) => backend)])]
    const elsewhere = failed.some(({ resolution }) => resolution.kind === 'elsewhere')
    const names = [...new Set(affected.map((backend) => backend.named?.name ?? backend.key))]
    return failing({
      certainty: certaintyOf(told.length > 0, failed, down),
      headline: elsewhere
        ? `From the load balancer's network, ${list(names)} leads to another address than the one meant`
        : `The load balancer cannot resolve ${list(names)}`,
      summary: `${begun(list(failed.map(({ resolution }) => resolution.because))) || `Probes of ${list(keysOf(told))} fail because the name does not resolve`}. What the load balancer cannot find, or finds elsewhere, it cannot serve from.`,
      affected: keysOf(affected),
      claim: outageClaim(subject, read, affected),
      evidence: [
        ...failed.slice(0, 3).map(({ named: name, resolution }) => stated('config', resolution.because, name.resolution)),
        ...healthOf(subject, affected),
        ...turnedAway(subject, read),
      ],
      remedies: remedies(subject, names, elsewhere),
    })
  },
}

/** The provider can tell the health of nobody and names three reasons. Where the other two are not there, the name is what is left. */
function perhaps(subject: Subject, read: Reader, down: readonly Backend[]): Judgement {
  const lost = failingBy(down, 'not-told').filter(
    ({ named }) => named !== null && read.see(named.resolution)?.kind !== 'resolves',
  )
  if (lost.length === 0) return skip
  const upkeep = upkeepOf(subject, read)
  if (upkeepBlocks(upkeep).length > 0) return skip
  // A balancer that is ill itself cannot tell either.
  const well = read.see(subject.snapshot.loadBalancer.overview)?.state === 'active'
  const certain = well && upkeep !== undefined && upkeep.length > 0 && upkeep.every(({ passage }) => passage === 'open')
  const names = [...new Set(lost.map(({ named, key }) => named?.name ?? key))]
  const told = lost.flatMap(({ named }) => {
    const resolution = named === null ? undefined : read.see(named.resolution)
    return named === null || resolution === undefined
      ? []
      : [stated('config', `${named.name}: ${resolution.because}`, named.resolution)]
  })
  return failing({
    certainty: certain ? 'likely' : 'possible',
    headline: `The load balancer cannot resolve ${list(names)}`,
    summary: `The load balancer cannot tell the health of ${list(keysOf(lost))}, and a name that does not resolve from its network is one of the reasons it gives${certain ? '; the rules and routes of its subnet, which are the others, let the platform through' : ''}.`,
    affected: keysOf(lost),
    claim: outageClaim(subject, read, lost),
    evidence: [...told.slice(0, 3), ...healthOf(subject, lost, 2), ...turnedAway(subject, read)],
    remedies: remedies(subject, names, false),
  })
}

interface Wrong {
  readonly backend: Backend
  readonly named: NamedBackend
  readonly resolution: Resolution
}

function wrongly(backend: Backend, read: Reader): readonly Wrong[] {
  const { named } = backend
  const resolution = named === null ? undefined : read.see(named.resolution)
  if (named === null || resolution === undefined) return []
  return resolution.kind === 'fails' || resolution.kind === 'elsewhere' ? [{ backend, named, resolution }] : []
}

/** The provider's word and the configuration together prove it; either alone makes it likely. */
function certaintyOf(told: boolean, failed: readonly Wrong[], down: readonly Backend[]): 'proven' | 'likely' {
  if (failed.length === 0) return 'likely'
  const silent = failed.every(({ backend }) => backend.health.state === 'unknown' && backend.health.reason !== 'not-told')
  return told || (!silent && failed.length === down.length) ? 'proven' : 'likely'
}

/** `inZone`: a private zone has the name, or answers for it. */
function remedies(subject: Subject, names: readonly string[], inZone: boolean): readonly Remedy[] {
  return [
    {
      title: `Resolve the ${verb(names.length, 'name', 'names')} from a machine in the load balancer's network`,
      commands: [`nslookup ${shell(names[0] ?? '<name>')}`],
      risk: 'low',
      time: '2-5 min',
    },
    ...(isAzure(subject) && !inZone
      ? [
          {
            title:
              'Correct the name in the pool, or let the DNS servers of the gateway’s network answer for it; after a change of servers, stop and start the gateway',
            commands: [
              `az network application-gateway address-pool update ${gatewayArguments(subject)} --name ${shell(subject.pool.partNames.members)} --servers <names that resolve>`,
            ],
            risk: 'medium' as const,
            time: '5-15 min',
          },
        ]
      : []),
    ...(isAzure(subject) && inZone
      ? [
          {
            title:
              'Link the private DNS zone to the virtual network of the gateway (a link on the network of a custom DNS server is not enough)',
            commands: [
              'az network private-dns link vnet create -g <group of the zone> --zone-name <zone> --name gateway-link --virtual-network <id of the gateway’s network> --registration-enabled false',
            ],
            risk: 'low' as const,
            time: '5-15 min',
          },
        ]
      : []),
  ]
}
