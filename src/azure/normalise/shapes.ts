/** The parts of Resource Manager's answers that are read, in the one shape of `flattened`. Nothing here is checked yet. */

export interface Reference {
  readonly id?: string
}

export interface Named extends Reference {
  readonly name?: string
}

export interface ArmGateway extends Named {
  readonly location?: string
  readonly tags?: Readonly<Record<string, string>>
  readonly zones?: readonly string[]
  readonly sku?: { readonly name?: string; readonly tier?: string; readonly capacity?: number }
  readonly autoscaleConfiguration?: { readonly minCapacity?: number; readonly maxCapacity?: number }
  readonly operationalState?: string
  readonly provisioningState?: string
  readonly gatewayIpConfigurations?: readonly { readonly subnet?: Reference }[]
  readonly frontendIpConfigurations?: readonly ArmFrontend[]
  readonly frontendPorts?: readonly (Named & { readonly port?: number })[]
  readonly backendAddressPools?: readonly ArmPool[]
  readonly backendHttpSettingsCollection?: readonly ArmSetting[]
  readonly probes?: readonly ArmProbe[]
  readonly httpListeners?: readonly ArmListener[]
  readonly requestRoutingRules?: readonly ArmRule[]
  readonly urlPathMaps?: readonly ArmPathMap[]
  readonly loadDistributionPolicies?: readonly ArmDistribution[]
  readonly rewriteRuleSets?: readonly ArmRewrites[]
  /** Rules of layer 4 (TCP and TLS), which are not modelled. */
  readonly routingRules?: readonly Named[]
  readonly globalConfiguration?: { readonly enableRequestBuffering?: boolean; readonly enableResponseBuffering?: boolean }
}

export interface ArmFrontend extends Named {
  readonly privateIpAddress?: string
  readonly publicIpAddress?: Reference
}

export interface ArmPool extends Named {
  readonly backendAddresses?: readonly { readonly fqdn?: string; readonly ipAddress?: string }[]
  readonly backendIpConfigurations?: readonly Reference[]
}

export interface ArmSetting extends Named {
  readonly port?: number
  readonly protocol?: string
  readonly requestTimeout?: number
  readonly hostName?: string
  readonly pickHostNameFromBackendAddress?: boolean
  readonly probe?: Reference
  readonly cookieBasedAffinity?: string
  readonly connectionDraining?: { readonly enabled?: boolean; readonly drainTimeoutInSec?: number }
  readonly trustedRootCertificates?: readonly Reference[]
  readonly validateCertChainAndExpiry?: boolean
  readonly validateSni?: boolean
  readonly sniName?: string
}

export interface ArmProbe extends Named {
  readonly protocol?: string
  readonly host?: string
  readonly path?: string
  readonly port?: number
  readonly interval?: number
  readonly timeout?: number
  readonly unhealthyThreshold?: number
  readonly pickHostNameFromBackendHttpSettings?: boolean
  readonly minServers?: number
  readonly match?: { readonly body?: string; readonly statusCodes?: readonly string[] }
}

export interface ArmListener extends Named {
  readonly protocol?: string
  readonly frontendPort?: Reference
  readonly hostName?: string
  readonly hostNames?: readonly string[]
}

/** Where a rule, a path rule or a path map's default sends to. */
export interface ArmTarget {
  readonly backendAddressPool?: Reference
  readonly backendHttpSettings?: Reference
  readonly loadDistributionPolicy?: Reference
  readonly redirectConfiguration?: Reference
  readonly rewriteRuleSet?: Reference
}

export interface ArmRule extends Named, ArmTarget {
  readonly ruleType?: string
  readonly priority?: number
  readonly httpListener?: Reference
  readonly urlPathMap?: Reference
}

export interface ArmPathMap extends Named {
  readonly defaultBackendAddressPool?: Reference
  readonly defaultBackendHttpSettings?: Reference
  readonly defaultLoadDistributionPolicy?: Reference
  readonly defaultRedirectConfiguration?: Reference
  readonly defaultRewriteRuleSet?: Reference
  readonly pathRules?: readonly ArmPathRule[]
}

export interface ArmPathRule extends Named, ArmTarget {
  readonly paths?: readonly string[]
}

export interface ArmDistribution extends Named {
  readonly loadDistributionTargets?: readonly { readonly weightPerServer?: number; readonly backendAddressPool?: Reference }[]
}

export interface ArmRewrites extends Named {
  readonly rewriteRules?: readonly {
    readonly actionSet?: { readonly urlConfiguration?: { readonly reroute?: boolean } }
  }[]
}

export interface ArmHealth {
  readonly backendAddressPools?: readonly {
    readonly backendAddressPool?: Reference
    readonly backendHttpSettingsCollection?: readonly {
      readonly backendHttpSettings?: Reference
      readonly servers?: readonly ArmServer[]
    }[]
  }[]
}

export interface ArmServer {
  readonly address?: string
  readonly health?: string
  readonly healthProbeLog?: string
  readonly healthProbeErrorName?: string
  readonly ipConfiguration?: Reference
  readonly backendCertificateChainMetadata?: { readonly certificateChainMetadata?: readonly unknown[] }
}

export interface ArmList<Item> {
  readonly value?: readonly Item[]
}

export interface ArmInterface extends Named {
  readonly virtualMachine?: Reference
  readonly privateEndpoint?: Reference
  readonly networkSecurityGroup?: Reference
  readonly ipConfigurations?: readonly ArmIpConfiguration[]
}

export interface ArmIpConfiguration extends Named {
  readonly primary?: boolean
  readonly privateIpAddress?: string
  readonly subnet?: Reference
  readonly applicationSecurityGroups?: readonly Reference[]
}

export interface ArmNetwork extends Named {
  readonly location?: string
  readonly addressSpace?: { readonly addressPrefixes?: readonly string[] }
  readonly dhcpOptions?: { readonly dnsServers?: readonly string[] }
  readonly subnets?: readonly ArmSubnet[]
  readonly virtualNetworkPeerings?: readonly ArmPeering[]
}

export interface ArmPeering extends Named {
  readonly remoteVirtualNetwork?: Reference
  readonly remoteAddressSpace?: { readonly addressPrefixes?: readonly string[] }
  readonly peeringState?: string
  readonly allowVirtualNetworkAccess?: boolean
  readonly allowForwardedTraffic?: boolean
  readonly useRemoteGateways?: boolean
  readonly peerCompleteVnets?: boolean
  readonly localSubnetNames?: readonly string[]
}

export interface ArmSubnet extends Named {
  readonly addressPrefix?: string
  readonly addressPrefixes?: readonly string[]
  readonly ipConfigurations?: readonly Reference[]
  readonly delegations?: readonly { readonly serviceName?: string }[]
  readonly serviceAssociationLinks?: readonly Reference[]
  readonly resourceNavigationLinks?: readonly Reference[]
  readonly networkSecurityGroup?: Reference
  readonly routeTable?: Reference
  readonly natGateway?: Reference
  readonly privateEndpointNetworkPolicies?: string
}

export interface ArmSecurityGroup extends Named {
  readonly securityRules?: readonly ArmSecurityRule[]
  readonly defaultSecurityRules?: readonly ArmSecurityRule[]
}

export interface ArmSecurityRule extends Named {
  readonly access?: string
  readonly direction?: string
  readonly priority?: number
  readonly protocol?: string
  readonly sourceAddressPrefix?: string
  readonly sourceAddressPrefixes?: readonly string[]
  readonly sourceApplicationSecurityGroups?: readonly Reference[]
  readonly sourcePortRange?: string
  readonly sourcePortRanges?: readonly string[]
  readonly destinationAddressPrefix?: string
  readonly destinationAddressPrefixes?: readonly string[]
  readonly destinationApplicationSecurityGroups?: readonly Reference[]
  readonly destinationPortRange?: string
  readonly destinationPortRanges?: readonly string[]
}

export interface ArmRouteTable extends Named {
  readonly routes?: readonly ArmRoute[]
  readonly disableBgpRoutePropagation?: boolean
}

export interface ArmRoute extends Named {
  readonly addressPrefix?: string
  readonly nextHopType?: string
  readonly nextHopIpAddress?: string
}

export interface ArmMachineView {
  readonly statuses?: readonly { readonly code?: string; readonly displayStatus?: string; readonly time?: string }[]
}

export interface ArmScaleSetMachine extends Named {
  readonly instanceView?: ArmMachineView
}

export interface ArmPublicAddress extends Named {
  readonly ipAddress?: string
  readonly dnsSettings?: { readonly fqdn?: string }
}

export interface ArmZone extends Named {
  readonly numberOfRecordSets?: number
}

export interface ArmZoneLink extends Named {
  readonly virtualNetwork?: Reference
  readonly virtualNetworkLinkState?: string
  readonly resolutionPolicy?: string
}

export interface ArmRecords extends Named {
  readonly aRecords?: readonly { readonly ipv4Address?: string }[]
}

export interface ArmPrivateEndpoint extends Named {
  readonly customDnsConfigs?: readonly { readonly fqdn?: string; readonly ipAddresses?: readonly string[] }[]
}
