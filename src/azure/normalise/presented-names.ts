/** Which name the gateway presents to backends, in Host and in the TLS handshake, in requests and in probes. */
import type { PresentedName } from '../../core/model.ts'
import { hostCidr } from '../../normalise/addresses.ts'
import { flag, type Loose, text } from '../../normalise/loose.ts'
import type { Generation } from './gateway.ts'
import type { ArmProbe, ArmSetting } from './shapes.ts'

const none: PresentedName = { kind: 'none' }
const backend: PresentedName = { kind: 'backend' }
const client: PresentedName = { kind: 'client' }

function fixed(name: string | null): PresentedName | null {
  return name === null ? null : { kind: 'fixed', name }
}

/** Host of requests: the setting's own name, the backend's, or what the client asked for. */
export function requestHost(setting: Loose<ArmSetting>): PresentedName {
  return ownHost(setting) ?? client
}

/** What the setting says about Host; null when it passes on the client's. */
function ownHost(setting: Loose<ArmSetting>): PresentedName | null {
  const named = fixed(text(setting, 'hostName'))
  return named ?? (flag(setting, 'pickHostNameFromBackendAddress') === true ? backend : null)
}

/** Server name (SNI) of requests. The first generation knows only the names in the pool. */
export function requestServerName(setting: Loose<ArmSetting>, generation: Generation): PresentedName {
  if (generation === 'v1') return backend
  return withoutAddress(fixed(text(setting, 'sniName')) ?? requestHost(setting))
}

/** Host of probes. The default probe asks for 127.0.0.1 whatever the setting says. */
export function probeHost(probe: Loose<ArmProbe> | null, setting: Loose<ArmSetting>): PresentedName {
  if (probe === null) return { kind: 'fixed', name: '127.0.0.1' }
  const picked = flag(probe, 'pickHostNameFromBackendHttpSettings') === true
  return (picked ? null : fixed(text(probe, 'host'))) ?? ownHost(setting) ?? backend
}

/** Server name of probes: the probe's host, else the setting's, else the name in the pool. */
export function probeServerName(
  probe: Loose<ArmProbe> | null,
  setting: Loose<ArmSetting>,
  generation: Generation,
): PresentedName {
  if (generation === 'v1') return backend
  return withoutAddress(probe === null ? (fixed(text(setting, 'hostName')) ?? backend) : probeHost(probe, setting))
}

/** An address is no server name: then none is sent. */
function withoutAddress(name: PresentedName): PresentedName {
  return name.kind === 'fixed' && hostCidr(name.name) !== null ? none : name
}
