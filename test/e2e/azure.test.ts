/** The built command against a fake Azure on the wire: every incident, saved and replayed, with half the permissions and worse. */
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../src/core/diagnosis.ts'
import type { Fault } from '../fakes/azure/server.ts'
import { type AzureCliRun, askingAzure, ofAzureScenario, runAzureCli } from '../fakes/run-azure-cli.ts'
import { runCommand } from '../fakes/run-command.ts'
import { leftovers } from '../redact/leftovers.ts'
import { placeOfPool } from '../scenarios/all.ts'
import { azureScenarios } from '../scenarios/azure.ts'
import { gatewayId, networkId, subscription } from '../scenarios/azure-worlds/ids.ts'
import { type AzureScenario, saidOf, statedBy } from '../scenarios/scenario.ts'

const exitCodes = { clear: 0, explained: 1, suspected: 1, unexplained: 1, inconclusive: 3 } as const

function scenarioNamed(name: string): AzureScenario {
  const scenario = azureScenarios[name]
  if (scenario === undefined) throw new Error(`no scenario is called ${name}`)
  return scenario
}

/** One diagnosis for each pool, and the wrapper around them where there are several. */
function diagnosesIn({ stdout }: Pick<AzureCliRun, 'stdout'>): readonly Diagnosis[] {
  const document = JSON.parse(stdout) as Diagnosis | { readonly diagnoses: readonly Diagnosis[] }
  return 'diagnoses' in document ? document.diagnoses : [document]
}

function diagnosisIn(run: Pick<AzureCliRun, 'stdout'>, pool = 'web'): Diagnosis {
  const diagnoses = diagnosesIn(run)
  const diagnosis = diagnoses[placeOfPool(diagnoses, pool)]
  if (diagnosis === undefined) throw new Error('no diagnosis')
  return diagnosis
}

const founded = ({ causes }: Diagnosis): readonly string[] =>
  causes.filter((cause) => cause.certainty !== 'possible').map((cause) => cause.id)

describe('lb502 azure --gateway', () => {
  it.each(Object.keys(azureScenarios))('%s', async (name) => {
    const scenario = scenarioNamed(name)
    const run = await runAzureCli([...askingAzure(scenario), '--json'], { world: scenario.world, pageSize: 1 })
    expect(run.stderr).toBe('')
    expect(saidOf(scenario, diagnosisIn(run, scenario.pool))).toEqual(statedBy(scenario))
    expect(run.code).toBe(exitCodes[scenario.verdict])
  })

  it.each(['port-closed', 'dns-stale', 'private-endpoint-enforced', 'dedicated-table'])(
    '%s: asks nothing twice',
    async (name) => {
      const { requests } = await runAzureCli([...ofAzureScenario, '--json'], { world: scenarioNamed(name).world })
      const asked = requests
        .filter(({ call }) => !call.endsWith('operationResults/read'))
        .map(({ path, detail }) => `${path} ${detail}`)
      expect(asked.filter((one, index) => asked.indexOf(one) !== index)).toEqual([])
    },
  )

  it('shows no control character of a log on the terminal', async () => {
    const { stdout } = await runAzureCli(ofAzureScenario, { world: scenarioNamed('hostile-log').world })
    expect(stdout).not.toMatch(/[^\P{Cc}\n]/u)
    expect(stdout).not.toMatch(/\p{Bidi_Control}/u)
  })

  it.each([
    ['by name alone', ['--gateway', 'shop-gateway']],
    ['by name and group', ['--gateway', 'SHOP-GATEWAY', '-g', 'Shop']],
    ['by name, group and subscription', ['--gateway', 'shop-gateway', '-g', 'shop', '--subscription', subscription]],
    ['by an id in other letters', ['--gateway', gatewayId.toUpperCase()]],
    ['as one of all', ['--all', '--subscription', subscription]],
  ])('finds the gateway %s', async (_, words) => {
    const window = ofAzureScenario.slice(3)
    const run = await runAzureCli(['azure', ...words, ...window, '--json'], { world: scenarioNamed('port-closed').world })
    expect([run.stderr, run.code, diagnosisIn(run).causes[0]?.id]).toEqual(['', 1, 'port-closed'])
  })
})

describe('evidence', () => {
  it.each(['port-closed', 'one-pool-of-several', 'half-blind', 'dedicated-table', 'keep-alive-told', 'healthy'])(
    '%s replays byte for byte',
    async (name) => {
      const scenario = scenarioNamed(name)
      const file = join(await mkdtemp(join(tmpdir(), 'lb502-')), 'evidence.json')
      const first = await runAzureCli([...askingAzure(scenario), '--json', '--save', file], { world: scenario.world })
      const again = await runCommand(['explain', file, '--json'], {})
      expect(again.stdout).toBe(first.stdout)
      expect(again.code).toBe(first.code)
    },
  )
})

describe('evidence without identifiers', () => {
  const verdictOf = (run: Pick<AzureCliRun, 'stdout'>): unknown =>
    diagnosesIn(run).map(({ verdict, causes, risks }) => ({
      verdict,
      causes: causes.map(({ id, certainty, explains, affected }) => ({ id, certainty, explains, affected: affected.length })),
      risks: risks.map(({ id }) => id),
    }))

  it.each(['port-closed', 'nsg-priority-inversion', 'dns-zone-not-linked', 'one-pool-of-several', 'shared-table', 'half-blind'])(
    '%s is saved with --redact, and judges alike',
    async (name) => {
      const scenario = scenarioNamed(name)
      const { world } = scenario
      const folder = await mkdtemp(join(tmpdir(), 'lb502-'))
      const [plainFile = '', redactedFile = ''] = ['plain.json', 'redacted.json'].map((file) => join(folder, file))
      const plain = await runAzureCli([...askingAzure(scenario), '--json', '--save', plainFile], { world })
      const redacted = await runAzureCli([...askingAzure(scenario), '--json', '--redact', '--save', redactedFile], { world })
      expect([redacted.stderr, redacted.code, verdictOf(redacted)]).toEqual(['', plain.code, verdictOf(plain)])
      const [before, after] = await Promise.all(
        [plainFile, redactedFile].map(async (file) => JSON.parse(await readFile(file, 'utf8'))),
      )
      expect(leftovers(before, after)).toEqual([])
      const again = await runCommand(['explain', redactedFile, '--json'], {})
      expect([again.stdout, again.code]).toEqual([redacted.stdout, redacted.code])
      const later = await runCommand(['explain', plainFile, '--json', '--redact'], {})
      expect([later.code, verdictOf(later)]).toEqual([plain.code, verdictOf(plain)])
    },
  )
})

/** Every call that the scenario comes to, but for the gateway's own. */
const secondary = [
  'Microsoft.Compute/virtualMachines/instanceView/read',
  'Microsoft.Insights/diagnosticSettings/read',
  'Microsoft.Insights/eventtypes/values/read',
  'Microsoft.Insights/metrics/read',
  'Microsoft.Network/applicationGateways/backendhealth/action',
  'Microsoft.Network/locations/operationResults/read',
  'Microsoft.Network/networkInterfaces/read',
  'Microsoft.Network/networkSecurityGroups/read',
  'Microsoft.Network/publicIPAddresses/read',
  'Microsoft.Network/virtualNetworks/read',
  'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
  'Microsoft.Storage/storageAccounts/read',
]

describe('a call that fails', () => {
  const { world } = scenarioNamed('port-closed')

  it('is one of these', async () => {
    const { requests } = await runAzureCli(ofAzureScenario, { world })
    const calls = new Set(requests.map(({ call }) => call))
    expect([...calls].sort()).toEqual(['Microsoft.Network/applicationGateways/read', ...secondary].sort())
  })

  const kinds = ['denied', 'not-found', 'server-error', 'garbage'] as const
  /** That there is no such machine or interface is no failure but an answer: its address belongs to nothing. */
  const telling = ['Microsoft.Compute/virtualMachines/instanceView/read', 'Microsoft.Network/networkInterfaces/read']
  const faults: readonly Fault[] = secondary
    .flatMap((call) => kinds.map((kind) => ({ call, kind })))
    .filter(({ call, kind }) => kind !== 'not-found' || !telling.includes(call))

  it.each(faults)('$call $kind: the rest of the diagnosis stands', async (fault) => {
    const run = await runAzureCli([...ofAzureScenario, '--json', '--deadline', '20s'], { world, faults: [fault] })
    const diagnosis = diagnosisIn(run)
    expect([1, 3]).toContain(run.code)
    expect(diagnosis.verdict).not.toBe('clear')
    expect(founded(diagnosis).filter((id) => id !== 'port-closed')).toEqual([])
  })

  it.each(telling)('%s not-found: the address belongs to nothing', async (call) => {
    const run = await runAzureCli([...ofAzureScenario, '--json'], { world, faults: [{ call, kind: 'not-found' }] })
    expect([run.code, founded(diagnosisIn(run))]).toEqual([1, ['stale-backend']])
  })

  const hanging = [
    'Microsoft.Network/applicationGateways/backendhealth/action',
    'Microsoft.Insights/metrics/read',
    'Microsoft.Network/networkSecurityGroups/read',
    'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
  ]

  it.each([
    ...hanging.map((call): Fault => ({ call, kind: 'hang' })),
    { call: 'Microsoft.Network/locations/operationResults/read', kind: 'never-ends' },
    { call: 'Microsoft.Network/virtualNetworks/read', kind: 'conflict' },
    { call: 'Microsoft.Network/virtualNetworks/read', kind: 'throttled', retryAfterSeconds: 3600 },
  ] satisfies Fault[])('$call $kind: the deadline ends it', async (fault) => {
    const startedAt = performance.now()
    const run = await runAzureCli([...ofAzureScenario, '--json', '--deadline', '4s'], { world, faults: [fault] })
    expect(performance.now() - startedAt).toBeLessThan(15_000)
    const diagnosis = diagnosisIn(run)
    expect(diagnosis.verdict).not.toBe('clear')
    expect(founded(diagnosis).filter((id) => id !== 'port-closed')).toEqual([])
    expect(diagnosis.blindSpots.length).toBeGreaterThan(0)
  })

  it('is tried again when throttled, reset, broken or in the way of an update', async () => {
    const faults: readonly Fault[] = [
      { call: 'Microsoft.Network/networkSecurityGroups/read', kind: 'throttled', times: 2 },
      { call: 'Microsoft.Network/virtualNetworks/read', kind: 'reset', times: 1 },
      { call: 'Microsoft.Network/applicationGateways/read', kind: 'server-error', times: 1 },
      { call: 'Microsoft.Network/applicationGateways/backendhealth/action', kind: 'updating', times: 2 },
      { call: 'Microsoft.Network/publicIPAddresses/read', kind: 'conflict', times: 1 },
    ]
    const run = await runAzureCli([...ofAzureScenario, '--json'], { world, faults })
    const diagnosis = diagnosisIn(run)
    expect([run.code, diagnosis.causes[0]?.id, diagnosis.causes[0]?.certainty]).toEqual([1, 'port-closed', 'likely'])
    expect(diagnosis.blindSpots.filter(({ permission }) => permission !== null)).toEqual([])
  })

  it('names the action that is missing', async () => {
    const run = await runAzureCli([...ofAzureScenario, '--json'], { world: scenarioNamed('health-denied').world })
    const action = 'Microsoft.Network/applicationGateways/backendhealth/action'
    expect(diagnosisIn(run).blindSpots.find(({ permission }) => permission === action)).toMatchObject({ why: 'denied' })
  })
})

describe('what cannot run', () => {
  const { world } = scenarioNamed('healthy')
  const window = ofAzureScenario.slice(3)

  /** One line and a hint, exit 2, nothing on stdout. */
  function expectRefusal({ code, stdout, stderr }: AzureCliRun, message: RegExp): void {
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(message)
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2)
    expect(stderr).not.toMatch(/^\s+at /m)
  }

  const elsewhere = gatewayId.replace(subscription, '11111111-2222-4333-8444-555555555555')

  it.each([
    ['an unknown gateway', ['--gateway', gatewayId.replace('shop-gateway', 'nothing')], /nothing/],
    ['an unknown group', ['--gateway', gatewayId.replace('/shop/', '/nothing/')], /nothing/],
    ['an unknown name', ['--gateway', 'nothing'], /nothing/],
    ['an unknown subscription', ['--gateway', elsewhere], /subscription/i],
    ['a malformed id', ['--gateway', '/subscriptions/oops/applicationGateways/shop-gateway'], /resource id|subscription/i],
    ['a load balancer', ['--gateway', networkId('loadBalancers', 'shop-lb')], /load balancer/i],
    [
      'an Application Gateway for Containers',
      ['--gateway', gatewayId.replace('Microsoft.Network/applicationGateways', 'Microsoft.ServiceNetworking/trafficControllers')],
      /for Containers/,
    ],
    [
      'an ARN',
      ['--gateway', 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/x/0123456789abcdef'],
      /AWS/,
    ],
    ['a misspelt option', ['--gatway', 'shop'], /gatway/],
    ['nothing at all', [], /--gateway/],
    ['an unknown cloud', ['--gateway', gatewayId, '--cloud', 'moon'], /moon/],
    ['an endpoint without TLS', ['--gateway', gatewayId, '--arm-endpoint', 'http://127.0.0.1:1'], /https/],
  ])('%s', async (_, words, message) => {
    expectRefusal(await runAzureCli(['azure', ...words, ...(words.length > 0 ? window : [])], { world }), message)
  })

  it('an expired token', async () => {
    expectRefusal(await runAzureCli(ofAzureScenario, { world, faults: [{ call: '*', kind: 'expired' }] }), /expired/i)
  })

  it('a gateway that may not be read', async () => {
    const faults: readonly Fault[] = [{ call: '*', kind: 'denied' }]
    const run = await runAzureCli([...ofAzureScenario, '--json'], { world, faults })
    expect([2, 3]).toContain(run.code)
    expect(run.stdout + run.stderr).toMatch(/Microsoft\.Network\/applicationGateways\/read/)
  })

  it('no credentials: those that were tried are named', async () => {
    const environment = { IDENTITY_ENDPOINT: '', IDENTITY_HEADER: '', AZURE_TOKEN_CREDENTIALS: 'dev' }
    expectRefusal(await runAzureCli(ofAzureScenario, { world, environment }), /tried .*Azure CLI/)
  })

  it('an endpoint whose certificate nobody vouches for', async () => {
    expectRefusal(await runAzureCli(ofAzureScenario, { world, environment: { NODE_EXTRA_CA_CERTS: '' } }), /not trusted/)
  })

  it('an endpoint that nobody answers at', async () => {
    const environment = { LB502_ARM_ENDPOINT: 'https://127.0.0.1:1' }
    expectRefusal(await runAzureCli(ofAzureScenario, { world, environment }), /Cannot reach/)
  })
})
