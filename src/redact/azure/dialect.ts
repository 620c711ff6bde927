/** How Azure writes: ARM ids, names that are the same in any letters, and the words of its APIs. */
import type { Dialect } from '../dialect.ts'
import { redactArmId } from './arm-ids.ts'
import { platformLabels } from './hosts.ts'
import { redactSentence } from './sentences.ts'

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

const tag = /^[A-Za-z]\w{0,60}(\.\w{1,40})?$/
const place = /^[A-Za-z][A-Za-z0-9 ]{0,40}$/

export const azure: Dialect = {
  foldsCase: true,
  wordKeys: words(
    `cloud gap code kind origin phase reason only ignore
    status type level category categoryGroup operationName unit errorCode aggregation metricnames metricnamespace namespace
    health healthProbeErrorName provisioningState operationalState peeringState peeringSyncLevel virtualNetworkLinkState
    resolutionPolicy privateEndpointNetworkPolicies privateLinkServiceNetworkPolicies access direction protocol nextHopType ruleType
    cookieBasedAffinity privateIPAllocationMethod privateIpAllocationMethod publicIPAllocationMethod publicIpAllocationMethod
    privateIPAddressVersion privateIpAddressVersion publicIPAddressVersion publicIpAddressVersion logAnalyticsDestinationType
    serviceName redirectType policyType policyName minProtocolVersion firewallMode ruleSetType ruleSetVersion statusOfPrimary`,
  ),
  wordParents: {
    name: ['sku'],
    tier: ['sku'],
    family: ['sku'],
    value: ['name', 'operationName', 'status', 'subStatus', 'category'],
  },
  keyedWords: {
    location: place,
    resourceregion: place,
    primaryLocation: place,
    secondaryLocation: place,
    // A service tag where there is no range of addresses.
    addressPrefix: tag,
    sourceAddressPrefix: tag,
    sourceAddressPrefixes: tag,
    destinationAddressPrefix: tag,
    destinationAddressPrefixes: tag,
  },
  isHarmless: (text) => everyones.has(text.toLowerCase().replaceAll(' ', '')) || shapes.some((shape) => shape.test(text)),
  introductions: ['Log Analytics workspace '],
  redactId: redactArmId,
  kindsAmong: () => [],
  redactWord: (word, names) => (guid.test(word) ? names.guid(word) : null),
  ownLabels: platformLabels,
  proseKeys: words('healthProbeLog displayStatus notes'),
  redactProse: redactSentence,
  commonPaths: [],
  documents: {},
  // Set on gateways that do with fewer rules and routes.
  tellingTags: ['EnhancedNetworkControl'],
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const shapes: readonly RegExp[] = [
  // Providers, kinds of resources, and actions on them.
  /^Microsoft(\.[A-Za-z]{1,60}){1,3}(\/([A-Za-z]{1,60}|\*))*$/i,
  /^[1-5]xx$/i,
  // The part of a region that static web sites are in.
  /^z\d{1,3}$/i,
  /^https:\/\/(aka\.ms|learn\.microsoft\.com)(\/[\w./-]{0,200})?$/i,
]

/** Names that Azure gives, or that mean something to it, in small letters; and its regions. */
const everyones: ReadonlySet<string> = words(`
  gatewaysubnet routeserversubnet azurefirewallsubnet azurefirewallmanagementsubnet azurebastionsubnet
  allowvnetinbound allowazureloadbalancerinbound denyallinbound allowvnetoutbound allowinternetoutbound denyalloutbound
  privatelink @ pt1h.json insights-logs-applicationgatewayaccesslog
  global australiacentral australiacentral2 australiaeast australiasoutheast austriaeast belgiumcentral brazilsouth brazilsoutheast
  canadacentral canadaeast centralindia centralus centraluseuap chilecentral chinaeast chinaeast2 chinaeast3 chinanorth chinanorth2
  chinanorth3 eastasia eastus eastus2 eastus2euap francecentral francesouth germanynorth germanywestcentral indonesiacentral israelcentral
  italynorth japaneast japanwest jioindiacentral jioindiawest koreacentral koreasouth malaysiawest mexicocentral newzealandnorth
  northcentralus northeurope norwayeast norwaywest polandcentral qatarcentral southafricanorth southafricawest southcentralus southindia
  southeastasia spaincentral swedencentral swedensouth switzerlandnorth switzerlandwest uaecentral uaenorth uksouth ukwest usdodcentral
  usdodeast usgovarizona usgovtexas usgovvirginia westcentralus westeurope westindia westus westus2 westus3`)
