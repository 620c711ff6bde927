/** How a pool is probed: by the probe of its setting, or by the default one that every setting without has. */
import type { Probe } from '../../core/model.ts'
import { type Loose, number, part, text, texts, Unreadable } from '../../normalise/loose.ts'
import { type Note, translated } from '../../normalise/words.ts'
import { idKey } from './calls.ts'
import { type Generation, nameInId, referred } from './gateway.ts'
import { probeHost, probeServerName } from './presented-names.ts'
import type { ArmProbe, ArmSetting } from './shapes.ts'

const protocols: Readonly<Record<string, Probe['protocol']>> = { http: 'http', https: 'https', tcp: 'tcp', tls: 'tcp' }

/** The probe of the setting; null when it has none of its own. */
export function probeOf(probes: ReadonlyMap<string, Loose<ArmProbe>>, setting: Loose<ArmSetting>): Loose<ArmProbe> | null {
  const id = referred(setting, 'probe')
  if (id === null) return null
  const probe = probes.get(idKey(id))
  if (probe === undefined) throw new Unreadable(`there is no probe ${nameInId(id)}`)
  return probe
}

export function readProbe(probe: Loose<ArmProbe> | null, setting: Loose<ArmSetting>, generation: Generation, note: Note): Probe {
  const stated: Loose<ArmProbe> = probe ?? {}
  const word = text(stated, 'protocol') ?? text(setting, 'protocol') ?? 'Http'
  const protocol = translated(protocols, word.toLowerCase(), 'probe protocol', note)
  noteAlwaysHealthy(stated, note)
  const match = part(stated, 'match')
  const statuses = match === null ? [] : texts(match, 'statusCodes')
  return {
    enabled: true,
    custom: probe !== null,
    protocol,
    host: protocol === 'tcp' ? { kind: 'none' } : probeHost(probe, setting),
    serverName: protocol === 'https' ? probeServerName(probe, setting, generation) : { kind: 'none' },
    // Only the second generation probes another port than the setting's.
    port: generation === 'v1' ? null : number(stated, 'port') || null,
    path: protocol === 'tcp' ? null : (text(stated, 'path') ?? '/'),
    intervalSeconds: number(stated, 'interval') ?? 30,
    timeoutSeconds: number(stated, 'timeout') ?? 30,
    healthyThreshold: 1,
    unhealthyThreshold: number(stated, 'unhealthyThreshold') ?? 3,
    expectedStatus: protocol === 'tcp' ? null : statuses.length === 0 ? '200-399' : statuses.join(','),
    expectedBody: match && text(match, 'body'),
  }
}

/** Backends that count as healthy whatever the probe says hide what it says. */
function noteAlwaysHealthy(probe: Loose<ArmProbe>, note: Note): void {
  const count = number(probe, 'minServers') ?? 0
  if (count > 0)
    note(`probe ${text(probe, 'name') ?? ''}: minServers ${count}, so many backends count as healthy whatever their probes say`)
}
