/** An application gateway in ARM's shape: pools, settings, probes, listeners and rules said in short. */
import type { Item } from '../world.ts'
import { gatewayId, location, networkId, partId, reference, subnetId } from './ids.ts'

export interface PoolSaid {
  readonly name: string
  /** Addresses or names; what looks like an address becomes `ipAddress`, all else `fqdn`. */
  readonly members?: readonly string[]
  /** Ids of ip configurations of interfaces. */
  readonly configurations?: readonly string[]
}

export interface RuleSaid {
  readonly name: string
  readonly listener: string
  readonly priority: number
  readonly pool?: string
  readonly setting?: string
  readonly pathMap?: string
  readonly properties?: Item
}

export interface GatewaySaid {
  readonly sku?: string
  readonly state?: string
  readonly provisioningState?: string
  readonly pools: readonly PoolSaid[]
  /** Properties of http settings by name. */
  readonly settings: Readonly<Record<string, Item>>
  readonly probes: Readonly<Record<string, Item>>
  /** Ports of http listeners by name; 443 is https. */
  readonly listeners: Readonly<Record<string, number>>
  readonly rules: readonly RuleSaid[]
  readonly pathMaps?: Readonly<Record<string, Item>>
  readonly frontends?: readonly Item[]
  readonly properties?: Item
  readonly tags?: Item
  readonly capacity?: number
}

function parts(collection: string, type: string, named: Readonly<Record<string, Item>>): readonly Item[] {
  return Object.entries(named).map(([name, properties]) => ({
    name,
    id: partId(collection, name),
    etag: 'W/"00000000-0000-4000-8000-000000000030"',
    type: `Microsoft.Network/applicationGateways/${type}`,
    properties: { provisioningState: 'Succeeded', ...properties },
  }))
}

const isAddress = (member: string): boolean => /^[\d.]+$|:/.test(member)

function pool({ members = [], configurations = [] }: PoolSaid): Item {
  return {
    backendAddresses: members.map((member) => (isAddress(member) ? { ipAddress: member } : { fqdn: member })),
    ...(configurations.length === 0 ? {} : { backendIPConfigurations: configurations.map(reference) }),
  }
}

/** Http settings: port 8080, twenty seconds, the custom probe. */
export function setting(change: Item = {}): Item {
  return {
    port: 8080,
    protocol: 'Http',
    cookieBasedAffinity: 'Disabled',
    pickHostNameFromBackendAddress: false,
    requestTimeout: 20,
    probe: reference(partId('probes', 'health')),
    ...change,
  }
}

export function probe(change: Item = {}): Item {
  return {
    protocol: 'Http',
    host: 'shop.example.com',
    path: '/health',
    interval: 30,
    timeout: 30,
    unhealthyThreshold: 3,
    pickHostNameFromBackendHttpSettings: false,
    minServers: 0,
    match: { body: '', statusCodes: ['200-399'] },
    ...change,
  }
}

const publicFrontend: Item = {
  name: 'public',
  id: partId('frontendIPConfigurations', 'public'),
  type: 'Microsoft.Network/applicationGateways/frontendIPConfigurations',
  properties: {
    provisioningState: 'Succeeded',
    privateIPAllocationMethod: 'Dynamic',
    publicIPAddress: reference(networkId('publicIPAddresses', 'shop-ip')),
  },
}

export function gateway(said: GatewaySaid): Item {
  const { sku = 'WAF_v2', state = 'Running', provisioningState = 'Succeeded', frontends = [publicFrontend] } = said
  const isOld = !/_v2$|^Basic/.test(sku)
  const ports = [...new Set(Object.values(said.listeners))]
  const frontend = String(frontends[0]?.id)
  return {
    name: 'shop-gateway',
    id: gatewayId,
    etag: 'W/"00000000-0000-4000-8000-000000000031"',
    type: 'Microsoft.Network/applicationGateways',
    location,
    ...(said.tags === undefined ? {} : { tags: said.tags }),
    properties: {
      provisioningState,
      resourceGuid: '00000000-0000-4000-8000-000000000032',
      sku: isOld
        ? { name: sku, tier: sku.replace(/_.*/, ''), family: 'Generation_1', capacity: said.capacity ?? 2 }
        : { name: sku, tier: sku, family: 'Generation_2' },
      operationalState: state,
      gatewayIPConfigurations: parts('gatewayIPConfigurations', 'gatewayIPConfigurations', {
        'gateway-ip': { subnet: reference(subnetId('gateway')) },
      }),
      sslCertificates: [],
      trustedRootCertificates: [],
      authenticationCertificates: [],
      frontendIPConfigurations: frontends,
      frontendPorts: parts('frontendPorts', 'frontendPorts', Object.fromEntries(ports.map((port) => [`port-${port}`, { port }]))),
      backendAddressPools: parts(
        'backendAddressPools',
        'backendAddressPools',
        Object.fromEntries(said.pools.map((one) => [one.name, pool(one)])),
      ),
      backendHttpSettingsCollection: parts('backendHttpSettingsCollection', 'backendHttpSettingsCollection', said.settings),
      backendSettingsCollection: [],
      httpListeners: parts(
        'httpListeners',
        'httpListeners',
        Object.fromEntries(
          Object.entries(said.listeners).map(([name, port]) => [
            name,
            {
              frontendIPConfiguration: reference(frontend),
              frontendPort: reference(partId('frontendPorts', `port-${port}`)),
              protocol: port === 443 ? 'Https' : 'Http',
              hostNames: [],
              requireServerNameIndication: false,
            },
          ]),
        ),
      ),
      listeners: [],
      urlPathMaps: parts('urlPathMaps', 'urlPathMaps', said.pathMaps ?? {}),
      requestRoutingRules: parts(
        'requestRoutingRules',
        'requestRoutingRules',
        Object.fromEntries(said.rules.map((one) => [one.name, routingRule(one)])),
      ),
      routingRules: [],
      probes: parts('probes', 'probes', said.probes),
      rewriteRuleSets: [],
      redirectConfigurations: [],
      privateLinkConfigurations: [],
      ...(isOld ? {} : { autoscaleConfiguration: { minCapacity: 1, maxCapacity: said.capacity ?? 10 } }),
      enableHttp2: true,
      ...said.properties,
    },
  }
}

function routingRule({ listener, priority, pool: poolName, setting: settingName, pathMap, properties = {} }: RuleSaid): Item {
  return {
    ruleType: pathMap === undefined ? 'Basic' : 'PathBasedRouting',
    priority,
    httpListener: reference(partId('httpListeners', listener)),
    ...(poolName === undefined ? {} : { backendAddressPool: reference(partId('backendAddressPools', poolName)) }),
    ...(settingName === undefined
      ? {}
      : { backendHttpSettings: reference(partId('backendHttpSettingsCollection', settingName)) }),
    ...(pathMap === undefined ? {} : { urlPathMap: reference(partId('urlPathMaps', pathMap)) }),
    ...properties,
  }
}

export interface PathRuleSaid {
  readonly name: string
  readonly paths: readonly string[]
  readonly pool: string
  readonly setting: string
}

/** What a path map does: a pool for some paths, and the default for all others. */
export function pathMap(name: string, fallback: Omit<PathRuleSaid, 'name' | 'paths'>, rules: readonly PathRuleSaid[]): Item {
  return {
    defaultBackendAddressPool: reference(partId('backendAddressPools', fallback.pool)),
    defaultBackendHttpSettings: reference(partId('backendHttpSettingsCollection', fallback.setting)),
    pathRules: rules.map((one) => ({
      name: one.name,
      id: `${partId('urlPathMaps', name)}/pathRules/${one.name}`,
      type: 'Microsoft.Network/applicationGateways/urlPathMaps/pathRules',
      properties: {
        provisioningState: 'Succeeded',
        paths: one.paths,
        backendAddressPool: reference(partId('backendAddressPools', one.pool)),
        backendHttpSettings: reference(partId('backendHttpSettingsCollection', one.setting)),
      },
    })),
  }
}
