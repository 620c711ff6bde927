/** Pools as logs name them. */
import { nameInArn } from '../aws/normalise/arns.ts'
import type { Cloud } from '../core/evidence.ts'
import { known } from '../core/fact.ts'
import type { Pool } from '../core/model.ts'
import type { NotInLogs } from './gaps.ts'
import { unnamedPool } from './identity.ts'

export function poolsOf(ids: readonly string[], cloud: Cloud, notInLogs: NotInLogs): readonly Pool[] {
  const names = cloud === 'aws' ? ids.map(groupNames) : ids.map(gatewayNames)
  const isShared = (members: string): boolean => names.filter((one) => one.members === members).length > 1
  return ids.map((id, index) => {
    const { members, setting } = names[index] ?? { members: id, setting: null }
    const name = setting !== null && isShared(members) ? `${members} / ${setting}` : members
    return {
      id,
      name: id === unnamedPool ? 'an unnamed pool' : name,
      partNames: { members, setting, probe: null },
      config: notInLogs('configuration'),
      settings: notInLogs('configuration'),
      backends: notInLogs('registrations and health'),
      healthRead: notInLogs('registrations and health'),
      paths: notInLogs('network rules and routes'),
      crossZone: cloud === 'aws' ? notInLogs('configuration') : known(true),
      services: cloud === 'aws' ? notInLogs('registrations and health') : known([]),
      routing: notInLogs('configuration'),
    }
  })
}

interface PartNames {
  readonly members: string
  readonly setting: string | null
}

function groupNames(id: string): PartNames {
  return { members: nameInArn(id) ?? id, setting: null }
}

/** `pool/setting` */
function gatewayNames(id: string): PartNames {
  const slash = id.indexOf('/')
  return slash === -1 ? { members: id, setting: null } : { members: id.slice(0, slash), setting: id.slice(slash + 1) }
}
