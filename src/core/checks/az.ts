/** Parts of the commands that mend an Application Gateway. */
import type { Subject } from '../check.ts'
import { shell } from '../wording.ts'

/** `-g rg --gateway-name shop`, for commands on a part of the gateway. */
export function gatewayArguments(subject: Subject): string {
  const { group, name } = gatewayOf(subject)
  return `-g ${shell(group)} --gateway-name ${shell(name)}`
}

/** `-g rg --name shop`, for commands on the gateway itself. */
export function gatewayCommand(subject: Pick<Subject, 'snapshot'>): string {
  const { group, name } = gatewayOf(subject)
  return `-g ${shell(group)} --name ${shell(name)}`
}

function gatewayOf({ snapshot }: Pick<Subject, 'snapshot'>): { readonly group: string; readonly name: string } {
  const [, group = '<group>', name = '<gateway>'] =
    /\/resourceGroups\/([^/]+)\/.*\/applicationGateways\/([^/]+)/i.exec(snapshot.loadBalancer.id ?? '') ?? []
  return { group, name }
}

export function settingName({ pool }: Subject): string {
  return pool.partNames.setting ?? '<setting>'
}

/** Changes the backend setting: `updateSetting(subject, '--timeout 60')`. */
export function updateSetting(subject: Subject, change: string): string {
  return `az network application-gateway http-settings update ${gatewayArguments(subject)} --name ${shell(settingName(subject))} ${change}`
}

/** Changes the probe; the platform's default probe has to be replaced by one of its own first. */
export function updateProbe(subject: Subject, change: string): readonly string[] {
  const { probe } = subject.pool.partNames
  if (probe !== null)
    return [`az network application-gateway probe update ${gatewayArguments(subject)} --name ${shell(probe)} ${change}`]
  const config = subject.pool.config.known ? subject.pool.config.value : null
  const protocol = config?.protocol === 'https' ? 'Https' : 'Http'
  // A probe that is to take its host from a setting without one is refused: it then goes on asking for the default probe's.
  const host = config?.host.kind === 'client' ? '--host 127.0.0.1' : '--host-name-from-http-settings true'
  return [
    `az network application-gateway probe create ${gatewayArguments(subject)} --name lb502-probe --protocol ${protocol} ${host} --path / ${change}`,
    updateSetting(subject, '--probe lb502-probe'),
  ]
}
