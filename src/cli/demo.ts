/** `lb502 demo [incident]`: runs a recorded incident through the real pipeline. */
import { readdir, readFile } from 'node:fs/promises'
import { closest } from '../core/closest.ts'
import { CannotRun } from '../core/errors.ts'
import { parseEvidenceFile } from '../evidence-file.ts'
import { normalise } from '../normalise.ts'
import { type Arguments, has } from './arguments.ts'
import type { Io } from './io.ts'
import { assertReportable } from './report.ts'
import { settle } from './settle.ts'

const folder = new URL('../demo/incidents/', import.meta.url)

/** A recorded incident as its file has it, beside the evidence. */
interface Incident {
  readonly name: string
  readonly title: string
  /** Its place in the list. */
  readonly order: number
  readonly evidence: unknown
}

/** Reports the incident and gives 0 whatever its verdict: that the demo ran is what its exit code says. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const [name] = args.words
  await assertReportable(args)
  const incidents = await recordedIncidents()
  const chosen = name === undefined ? incidents[0] : incidents.find((incident) => incident.name === name)
  if (chosen === undefined) throw unknownIncident(name, incidents)
  if (name === undefined && !has(args, 'quiet')) io.stderr.write(listing(incidents, chosen))
  const { evidences, wrapped } = parseEvidenceFile(JSON.stringify(chosen.evidence), chosen.name)
  await settle({ evidences, wrapped }, normalise, args, io)
  return 0
}

async function recordedIncidents(): Promise<Incident[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort()
  const incidents = files.map(async (file): Promise<Incident> => {
    const { title, order = files.length, evidence } = JSON.parse(await readFile(new URL(file, folder), 'utf8'))
    return { name: file.slice(0, -'.json'.length), title, order, evidence }
  })
  return (await Promise.all(incidents)).sort((a, b) => a.order - b.order)
}

function listing(incidents: readonly Incident[], chosen: Incident): string {
  const widest = Math.max(...incidents.map((incident) => incident.name.length))
  const lines = incidents.map(({ name, title }) => `  ${name.padEnd(widest)}  ${title}`)
  return `${['Recorded incidents (lb502 demo <incident>):', ...lines, '', `Running ${chosen.name}.`, ''].join('\n')}\n`
}

function unknownIncident(name: string | undefined, incidents: readonly Incident[]): CannotRun {
  const names = incidents.map((incident) => incident.name)
  const meant = name === undefined ? null : closest(name, names)
  const hint = meant === null ? `There are ${names.join(', ')}.` : `Did you mean ${meant}?`
  return new CannotRun(name === undefined ? 'No incident is recorded.' : `No incident is called ${name}.`, hint)
}
