/** What scenarios do not hold: names in sentences, in many spellings, and where nobody expects them. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readHealth } from '../../src/azure/normalise/health-words.ts'
import { platformDomains } from '../../src/azure/normalise/names.ts'
import { publicRanges } from '../../src/azure/normalise/network/ranges.ts'
import type { CallRecord, Evidence } from '../../src/core/evidence.ts'
import { cidrContains } from '../../src/core/network/addresses.ts'
import { object } from '../../src/normalise/loose.ts'
import { renumberAddresses } from '../../src/redact/addresses.ts'
import { redactEvidence } from '../../src/redact/index.ts'
import { folderOf, incidents } from '../scenarios/all.ts'

const subscription = '7c1f4b2e-9d3a-4f60-8e21-5a6b7c8d9e0f'
const group = `/subscriptions/${subscription}/resourceGroups/Shop-RG`

function evidenceOf(output: unknown, input: unknown = {}): Evidence {
  const call: CallRecord = {
    call: 'Microsoft.Network/virtualNetworks/read',
    scope: subscription,
    permission: 'Microsoft.Network/virtualNetworks/read',
    input,
    outcome: { ok: true, output },
  }
  return {
    schemaVersion: 1,
    tool: { name: 'lb502', version: '0.0.0' },
    collectedAt: '2026-11-20T14:00:00.000Z',
    question: {
      cloud: 'azure',
      region: 'westeurope',
      loadBalancerId: null,
      poolIds: [],
      window: { from: '2026-11-20T13:00:00.000Z', to: '2026-11-20T14:00:00.000Z' },
      backendKeepAliveSeconds: null,
      only: [],
      ignore: [],
    },
    calls: [call],
  }
}

function redacted<T>(output: T, input?: unknown): T {
  const outcome = redactEvidence(evidenceOf(output, input)).calls[0]?.outcome
  return (outcome?.ok ? outcome.output : undefined) as T
}

describe('ids', () => {
  const one = `${group}/providers/Microsoft.Network/networkInterfaces/Web-Nic/ipConfigurations/ipconfig1`

  it('keep their kinds and lose their names', () => {
    const { id } = redacted({ id: one })
    expect(id).toMatch(
      /^\/subscriptions\/0{8}-0{4}-0{4}-0{4}-\d{12}\/resourceGroups\/name-\d+\/providers\/Microsoft.Network\/networkInterfaces\/name-\d+\/ipConfigurations\/name-\d+$/,
    )
  })

  it('are one in any letters, wherever they stand', () => {
    const [first, second, ...words] = redacted([one, one.toUpperCase(), 'web-nic', 'WEB-NIC', 'shop-rg'])
    expect(second?.toLowerCase()).toBe(first?.toLowerCase())
    const parts = first?.split('/') ?? []
    expect(words).toEqual([parts[8], parts[8], parts[4]])
  })

  it.each([
    `${group}/providers/Microsoft.Compute/virtualMachineScaleSets/web-vmss/virtualMachines/0/networkInterfaces/web-nic/ipConfigurations/internal`,
    `resourceId=/SUBSCRIPTIONS/${subscription.toUpperCase()}/RESOURCEGROUPS/SHOP-RG/PROVIDERS/MICROSOFT.NETWORK/APPLICATIONGATEWAYS/SHOP-GATEWAY`,
    `${group}/providers/Microsoft.Network/applicationGateways/shop-gateway/providers/microsoft.insights/diagnosticSettings/To Storage`,
    `${group}/providers/Contoso.Cloud/secrets/web`,
    '/providers/Microsoft.Management/managementGroups/shop',
    `/subscriptions/${subscription}/shop`,
    `https://shoplogs.blob.core.windows.net/insights-logs-x/${group}/PT1H.json?sv=1&sig=Secret`,
    'Log Analytics workspace shop-logs',
    'https://shop.vault.azure.net:8443/secrets/web/0123?x=Secret#shop',
    'CN=shop.example.com, O=Contoso',
    'web-pool~web-setting',
    'ops@shop.example.com',
    'Web.Corp.Example.COM.',
    '*.shop.example.com',
    'shop.web.core.windows.net',
  ])('name nobody: %s', (text) => {
    const written = JSON.stringify(redacted({ anything: [text] })).replace('.web.core', '')
    expect(written).not.toMatch(/shop|contoso|example|secret\b|7c1f4b2e|web(?!core)/i)
  })

  it.each(['gatewaysubnet', 'GatewaySubnet', 'RouteServerSubnet'])('keep %s, which means something to Azure', (name) => {
    expect(redacted({ id: `${group}/providers/Microsoft.Network/virtualNetworks/net/subnets/${name}` }).id).toMatch(
      new RegExp(`/subnets/${name}$`),
    )
  })
})

describe('host names', () => {
  it('lie below their zones, records and all, and keep the domains of the platform', () => {
    const zone = 'corp.example.com'
    const [name = '', record, within = '', web = '', twin = ''] = redacted([
      `Web.${zone}`,
      'web',
      zone,
      'store.z6.web.core.windows.net',
      'privatelink.web.core.windows.net',
    ])
    expect(name).toBe(`${record}.${within}`)
    expect(twin).toBe('privatelink.web.core.windows.net')
    expect(web).toMatch(/^name-\d+\.z6\.web\.core\.windows\.net$/)
  })

  it.each(platformDomains)('end as before under %s, whose names the platform resolves', (domain) => {
    expect(redacted([`shop.${domain}`])[0]).toMatch(new RegExp(`^name-\\d+\\.${domain.replaceAll('.', '\\.')}$`))
  })
})

describe('rules', () => {
  it('keep service tags, ports and default names, and lose the rest', () => {
    const rule = {
      name: 'AllowVnetInBound',
      access: 'Allow',
      direction: 'Inbound',
      protocol: '*',
      sourceAddressPrefix: 'Storage.WestEurope',
      sourceAddressPrefixes: ['VirtualNetwork', 'AzureLoadBalancer', '168.63.129.16', '0.0.0.0/0', '*'],
      sourcePortRange: '*',
      destinationPortRanges: ['8000-8999', '65200 - 65535', '443'],
    }
    expect(redacted(rule)).toEqual(rule)
    expect(redacted({ description: 'for the shop' }).description).toMatch(/^text-/)
  })

  it('keep the addresses that are the same everywhere', () => {
    const everyones = ['127.0.0.1', '168.63.129.16', '168.63.129.16/32', '0.0.0.0/0', '::/0', '10.0.0.0/8', '100.64.0.0/10']
    const near = ['127.0.0.2', '168.63.129.17', '168.63.128.1', '168.0.0.1', '10.20.30.40']
    const rename = renumberAddresses([...everyones, ...near])
    expect(everyones.map(rename)).toEqual(everyones)
    expect(near.map(rename).filter((one) => everyones.includes(one))).toEqual([])
  })

  const prefix = fc
    .tuple(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)), fc.integer({ min: 1, max: 32 }))
    .map(([bytes, length]) => `${bytes.join('.')}/${length}`)

  const ranges = publicRanges.filter((range) => !range.includes(':'))

  it('lie inside and outside of public space as before', () => {
    fc.assert(
      fc.property(fc.array(prefix, { minLength: 1, maxLength: 5 }), (prefixes) => {
        const rename = renumberAddresses(prefixes)
        const places = (one: string): readonly (readonly [boolean, boolean])[] =>
          ranges.map((range) => [cidrContains(range, one), cidrContains(one, range)])
        expect(prefixes.map(rename).map(places)).toEqual(prefixes.map(places))
      }),
      { numRuns: 50 },
    )
  })
})

describe('sentences of probes', () => {
  it.each([
    'Could not connect to the backend web-01.corp.example.com. Check whether any NSG/UDR/Firewall is blocking access to 10.1.2.3:8443.',
    'Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to server.',
    'Time taken by the backend to respond to application gateway’s health probe is more than the time out threshold in the probe setting.',
    'Application Gateway could not create a probe for this backend. This usually happens when the FQDN web-01.corp.example.com has not been entered correctly.',
    "Status code of the backend's HTTP response did not match the probe setting. Expected:200-399 Received:503.",
    "Received invalid status code: 404 in the backend server's HTTP response.",
    "Body of the backend's HTTP response did not match the probe setting. Received response body doesn't contain web-01.",
    'The Common Name (CN=web-01.corp.example.com) of the backend certificate doesn’t match the host header web-01.corp.example.com.',
    'Backend certificate is invalid. Current date isn\'t within the "Valid from" and "Valid to" date range on the certificate CN=web-01.',
    'The leaf certificate web-01 is not the topmost certificate. The leaf certificate is missing from the chain.',
    "The server certificate web-01 isn't signed by a well-known Certificate Authority (CA).",
    'The backend certificate is not signed by any root certificates uploaded to the application gateway web-01.',
    "The root certificate of the server certificate used by the backend doesn't match the trusted root web-01.",
    'Backend server certificate is not allow-listed with Application Gateway.',
    'The validity of the backend certificate could not be verified. Check OpenSSL diagnostics for error code (18) of web-01.',
    'Backend health status could not be retrieved. Check that web-01.corp.example.com can be resolved.',
    'The backend did not accept the proxy protocol header.',
  ])('%s', (healthProbeLog) => {
    const server = { address: 'web-01', health: 'Unhealthy', healthProbeLog }
    const after = redacted(server)
    const reasonOf = (one: object): unknown => {
      const { reason, statuses } = readHealth(object(one, 'a server'), () => {})
      return { reason, statuses }
    }
    expect(reasonOf(after)).toEqual(reasonOf(server))
    expect(after.healthProbeLog).not.toMatch(/web-01|corp|example|10\.1\.2\.3/)
    if (healthProbeLog.includes('web-01 ')) expect(after.healthProbeLog).toContain(after.address)
  })
})

describe('whatever is not known', () => {
  it.each(['port-closed', 'shared-table', 'dns-zone-not-linked', 'rules-denied'])('%s: is hidden or left out', (name) => {
    const incident = incidents.find((each) => each.cloud === 'azure' && each.name === name)
    if (incident === undefined) throw new Error(name)
    const evidence = planted(JSON.parse(readFileSync(new URL('evidence.json', folderOf(incident)), 'utf8'))) as Evidence
    expect(JSON.stringify(evidence)).toContain('canary')
    expect(JSON.stringify(redactEvidence(evidence)).match(/.{0,80}canary/gi)).toBeNull()
  })
})

/** The value with secrets in every object, and in the words of every refusal. */
function planted(value: unknown): unknown {
  if (Array.isArray(value)) return [...value.map(planted)]
  if (typeof value !== 'object' || value === null) return value
  const own = Object.entries(value).map(([key, member]) => [key, key === 'message' ? `${member} canary-1` : planted(member)])
  const secrets = {
    unheardOf: 'the canary sings',
    'canary-key': 'canary-2',
    description: 'canary-3',
    tags: { canary: 'canary-4', EnhancedNetworkControl: 'canary-5' },
    query: `AGWAccessLogs | where Host == "canary.example.com"`,
    url: 'https://canary.example.com/canary?token=canary',
    host: 'CANARY.example.com',
  }
  return { ...Object.fromEntries(own), ...('unheardOf' in value ? {} : secrets) }
}
