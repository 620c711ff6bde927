/** Azure's operations, sorted by what they change. */
import type { ChangeKind } from '../../core/model.ts'

const network = String.raw`^microsoft\.network\/`
const switching = '(start|stop|poweroff|deallocate|restart|redeploy|reimage|reapply|simulateeviction)'

/** The first that matches counts. Null: neither a change, though it is no read, nor one that a gateway would notice. */
const kinds: readonly (readonly [ChangeKind | null, RegExp])[] = [
  [null, /\/(read|list\w*\/action|backendhealth\/action|getbackendhealthondemand\/action|effective\w+\/action)$/],
  ['registration', new RegExp(`${network}applicationgateways/backendaddresspools/join/action$`)],
  [null, /\/join(viaserviceendpoint)?\/action$/],
  ['balancer-settings', new RegExp(`${network}applicationgateways/`)],
  ['balancer-settings', new RegExp(`${network}applicationgatewaywebapplicationfirewallpolicies/`)],
  [
    'firewall',
    new RegExp(`${network}(networksecuritygroups|applicationsecuritygroups|azurefirewalls|firewallpolicies|ipgroups)/`),
  ],
  ['firewall', new RegExp(`${network}(networkinterfaces|networkmanagers)/`)],
  ['dns', new RegExp(`${network}(privatednszones|dnszones|dnsresolvers|dnsforwardingrulesets)/`)],
  ['routing', new RegExp(`${network}(routetables|virtualnetworks|natgateways|publicipaddresses|privateendpoints)/`)],
  ['routing', new RegExp(`${network}(virtualnetworkgateways|connections|localnetworkgateways|virtualhubs|expressroute\\w+)/`)],
  [
    'power',
    new RegExp(`^microsoft\\.compute/virtualmachine(scaleset)?s/(virtualmachines/)?(${switching}/action|delete(/action)?)$`),
  ],
  ['deployment', /^microsoft\.compute\/virtualmachine(scaleset)?s\//],
  ['deployment', /^microsoft\.insights\/autoscalesettings\//],
  [
    'power',
    new RegExp(`^microsoft\\.(web/sites|containerservice/managedclusters|app/containerapps)/(slots/)?${switching}/action$`),
  ],
  ['deployment', /^microsoft\.(web\/sites|containerservice\/managedclusters|app\/containerapps)\//],
]

/** What an operation (`Microsoft.Network/routeTables/routes/write`, in any case) changes; null when it changes nothing of note. */
export function changeKind(operation: string): ChangeKind | null {
  const name = operation.toLowerCase()
  if (!/\/(write|delete|action)$/.test(name)) return null
  return kinds.find(([, pattern]) => pattern.test(name))?.[0] ?? null
}
