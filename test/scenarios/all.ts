/** The scenarios of both clouds, with how each is recorded and found again in what is said. */
import type { Diagnosis } from '../../src/core/diagnosis.ts'
import type { Cloud, Evidence } from '../../src/core/evidence.ts'
import { scenarios } from './aws.ts'
import { azureScenarios } from './azure.ts'
import { recordEvidence } from './record.ts'
import { recordAzureEvidence } from './record-azure.ts'
import type { Statement } from './scenario.ts'

export interface Incident {
  readonly cloud: Cloud
  readonly name: string
  /** One line for a reader. */
  readonly title: string
  readonly statement: Statement
  readonly record: () => Promise<Evidence>
  /** Which of the diagnoses the statement is about. */
  readonly place: (diagnoses: readonly Diagnosis[]) => number
}

const ofAws: readonly Incident[] = Object.entries(scenarios).map(([name, scenario]) => ({
  cloud: 'aws',
  name,
  title: scenario.title,
  statement: scenario,
  record: () => recordEvidence(scenario),
  place: () => 0,
}))

const ofAzure: readonly Incident[] = Object.entries(azureScenarios).map(([name, scenario]) => ({
  cloud: 'azure',
  name,
  title: scenario.title,
  statement: scenario,
  record: () => recordAzureEvidence(scenario),
  place: (diagnoses) => placeOfPool(diagnoses, scenario.pool ?? 'web'),
}))

export const incidents: readonly Incident[] = [...ofAws, ...ofAzure]

/** The first one where none is of that pool: a gateway whose pools are not known has a diagnosis of its own. */
export function placeOfPool(diagnoses: readonly Diagnosis[], pool: string): number {
  const place = diagnoses.findIndex(({ subject }) => subject.pools[0]?.name === pool)
  return Math.max(0, place)
}

/** The incident's folder among the recorded ones. */
export function folderOf({ cloud, name }: Incident): URL {
  return new URL(`${cloud}/${name}/`, import.meta.url)
}
