/** What a backend setting and its probe say about a pool. */
import type { BackendTls, PoolConfig, PoolSettings } from '../../core/model.ts'
import { flag, type Loose, neededNumber, number, objects, part, text } from '../../normalise/loose.ts'
import { type Note, translate, translated } from '../../normalise/words.ts'
import type { Generation } from './gateway.ts'
import { requestHost, requestServerName } from './presented-names.ts'
import { readProbe } from './probes.ts'
import type { ArmProbe, ArmSetting } from './shapes.ts'

const protocols: Readonly<Record<string, PoolConfig['protocol']>> = { http: 'http', https: 'https' }

/** What the setting alone says; whom it serves is the pool's to say. */
export function readConfig(
  setting: Loose<ArmSetting>,
  probe: Loose<ArmProbe> | null,
  generation: Generation,
  note: Note,
): Pick<PoolConfig, 'protocol' | 'protocolVersion' | 'port' | 'host' | 'tls' | 'probe'> {
  const protocol = translated(protocols, (text(setting, 'protocol') ?? 'Http').toLowerCase(), 'backend protocol', note)
  return {
    protocol,
    protocolVersion: 'http1',
    port: neededNumber(setting, 'port'),
    host: requestHost(setting),
    tls: protocol === 'https' ? readTls(setting, generation) : null,
    probe: readProbe(probe, setting, generation, note),
  }
}

/** The first generation takes the very certificates that were given to it; the second verifies chain and name unless told not to. */
function readTls(setting: Loose<ArmSetting>, generation: Generation): BackendTls {
  const serverName = requestServerName(setting, generation)
  if (generation === 'v1') return { verifies: { chain: true, name: true }, trusts: 'given', serverName }
  const chain = flag(setting, 'validateCertChainAndExpiry') ?? true
  return {
    verifies: { chain, name: flag(setting, 'validateSni') ?? true },
    trusts: !chain ? null : objects(setting, 'trustedRootCertificates').length > 0 ? 'given' : 'well-known',
    serverName,
  }
}

const affinities: Readonly<Record<string, boolean>> = { enabled: true, disabled: false }

/** A member taken out of the pool keeps its connections for 30 s unless draining says otherwise. */
export function readSettings(setting: Loose<ArmSetting>, note: Note): PoolSettings {
  const draining = part(setting, 'connectionDraining')
  const drains = draining !== null && flag(draining, 'enabled') === true
  const affinity = text(setting, 'cookieBasedAffinity') ?? 'Disabled'
  return {
    answerTimeoutSeconds: number(setting, 'requestTimeout') ?? 20,
    drainSeconds: (drains ? number(draining, 'drainTimeoutInSec') : null) ?? 30,
    slowStartSeconds: 0,
    failOpenBelow: null,
    multiValueHeaders: false,
    stickiness: translate(affinities, affinity.toLowerCase(), false, 'cookie based affinity', note),
  }
}
