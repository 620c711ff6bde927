import { failingBy, keysOf } from '../backends.ts'
import type { Check, Reader, Remedy, Subject } from '../check.ts'
import type { Backend, NamedBackend, Resolution } from '../model.ts'
import { list, shell, verb } from '../wording.ts'
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
      if (wrong.length > 0) return { status: 'risk', summary: `${wrong[0]?.resolution.because ?? ''}; probes pass all the same` }
      return down.length === 0 ? pass('every name resolves well enough for probes to succeed') : skip
    }
    const affected = [...new Set([...told, ...failed.map(({ backend }) => backend)])]
    const elsewhere = failed.some(({ resolution }) => resolution.kind === 'elsewhere')
    const names = [...new Set(affected.map((backend) => backend.named?.name ?? backend.key))]
    return failing({
      certainty: certaintyOf(told.length > 0, failed, down),
      headline: elsewhere
        ? `From the load balancer's network, ${list(names)} leads to another address than the one meant`
        : `The load balancer cannot resolve ${list(names)}`,
      summary: `${list(failed.map(({ resolution }) => resolution.because)) || `Probes of ${list(keysOf(told))} fail because the name does not resolve`}. What the load balancer cannot find, or finds elsewhere, it cannot serve from.`,
      affected: keysOf(affected),
      claim: outageClaim(subject, read, affected),
      evidence: [
        ...failed.slice(0, 3).map(({ named: name, resolution }) => stated('config', resolution.because, name.resolution)),
        ...healthOf(subject, affected),
        ...turnedAway(subject, read),
      ],
      remedies: remedies(subject, names),
    })
  },
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

function remedies(subject: Subject, names: readonly string[]): readonly Remedy[] {
  return [
    {
      title: `Resolve the ${verb(names.length, 'name', 'names')} from a machine in the load balancer's network`,
      commands: [`nslookup ${shell(names[0] ?? '<name>')}`],
      risk: 'low',
      time: '2-5 min',
    },
    ...(isAzure(subject)
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
