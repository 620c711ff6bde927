/** The resource types that the fake's subscriptions are registered for, with the API versions each is offered in. */

interface ResourceType {
  /** As the provider spells it. */
  readonly name: string
  readonly versions: RegExp
}

const network = /^20(1[5-9]|2[0-6])-\d\d-\d\d$/
const privateDns = /^(2018-09-01|2020-01-01|2020-06-01|2024-06-01)$/
const compute = /^20(1[5-9]|2[0-6])-\d\d-\d\d$/
const anyVersion = /^20\d\d-\d\d-\d\d(-preview)?$/

const types: readonly ResourceType[] = [
  ...[
    'applicationGateways',
    'applicationGateways/backendhealth',
    'virtualNetworks',
    'virtualNetworks/subnets',
    'virtualNetworks/virtualNetworkPeerings',
    'networkSecurityGroups',
    'networkSecurityGroups/securityRules',
    'applicationSecurityGroups',
    'routeTables',
    'routeTables/routes',
    'networkInterfaces',
    'publicIPAddresses',
    'natGateways',
    'privateEndpoints',
    'loadBalancers',
    'locations/operationResults',
  ].map((name) => ({ name: `Microsoft.Network/${name}`, versions: network })),
  ...['privateDnsZones', 'privateDnsZones/virtualNetworkLinks', 'privateDnsZones/A'].map((name) => ({
    name: `Microsoft.Network/${name}`,
    versions: privateDns,
  })),
  { name: 'Microsoft.Compute/virtualMachines', versions: compute },
  { name: 'Microsoft.Compute/virtualMachines/instanceView', versions: compute },
  { name: 'Microsoft.Compute/virtualMachineScaleSets', versions: compute },
  { name: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines', versions: compute },
  // Kept by the network provider, in its own versions.
  { name: 'Microsoft.Compute/virtualMachineScaleSets/networkInterfaces', versions: /^(2017-03-30|2018-10-01)$/ },
  { name: 'Microsoft.Insights/metrics', versions: /^(2018-01-01|2019-07-01|2021-05-01|2023-10-01|2024-02-01)$/ },
  { name: 'Microsoft.Insights/diagnosticSettings', versions: /^(2017-05-01-preview|2021-05-01-preview)$/ },
  { name: 'Microsoft.Insights/eventtypes/values', versions: /^2015-04-01$/ },
  { name: 'Microsoft.Storage/storageAccounts', versions: /^20(1[5-9]|2[0-6])-\d\d-\d\d$/ },
  { name: 'Microsoft.OperationalInsights/workspaces', versions: anyVersion },
  { name: 'Microsoft.Web/sites', versions: anyVersion },
  { name: 'Microsoft.ServiceNetworking/trafficControllers', versions: anyVersion },
]

const byKey: ReadonlyMap<string, ResourceType> = new Map(types.map((type) => [type.name.toLowerCase(), type]))

/** By `namespace/type/type` in lower case; null for what no provider has. */
export function resourceTypeOf(key: string): ResourceType | null {
  return byKey.get(key) ?? null
}
