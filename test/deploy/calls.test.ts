/** The generated roles against the calls that the recorded incidents really made: none missing, none unused. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as aws from '../../src/aws/call-names.ts'
import { permissionsAws } from '../../src/aws/permissions.ts'
import * as azure from '../../src/azure/call-names.ts'
import { parseEvidenceFile } from '../../src/evidence-file.ts'

const scenarios = join(import.meta.dirname, '../scenarios')

/** What recorded incidents have no need of: whole accounts, tags, logs too long to read, and what only few gateways have. */
const elsewhere: Readonly<Record<'aws' | 'azure', readonly string[]>> = {
  aws: ['ec2:DescribeRegions', 'elasticloadbalancing:DescribeTags', 'logs:StartQuery', 'logs:GetQueryResults', 'logs:StopQuery'],
  azure: [
    'Microsoft.Resources/subscriptions/read',
    'Microsoft.Network/natGateways/read',
    'Microsoft.OperationalInsights/workspaces/read',
  ],
}

test.each([
  ['aws', aws.callNames],
  ['azure', azure.callNames],
] as const)('the incidents of %s make every call of the table, and no other', (cloud, names) => {
  const made = callsOf(cloud).map(({ call }) => call)
  expect([...new Set([...made, ...elsewhere[cloud]])].sort()).toEqual([...names].sort())
  expect(elsewhere[cloud].filter((name) => made.includes(name))).toEqual([])
})

test('the policy of AWS allows what the calls needed, and nothing that no call needs', () => {
  const allowed = permissionsAws().Statement.flatMap(({ Action }) => Action)
  const needed = callsOf('aws').map(({ permission }) => permission)
  expect([...new Set([...needed, ...elsewhere.aws])].sort()).toEqual([...allowed].sort())
})

function callsOf(cloud: 'aws' | 'azure'): readonly { readonly call: string; readonly permission: string | null }[] {
  return readdirSync(join(scenarios, cloud)).flatMap((name) => {
    const path = join(scenarios, cloud, name, 'evidence.json')
    return parseEvidenceFile(readFileSync(path, 'utf8'), path).evidences.flatMap(({ calls }) => calls)
  })
}
