/**
 * Writes each scenario's evidence and report under test/scenarios, and the incidents that `lb502 demo` shows. With names as
 * arguments (`port-closed`, `azure/port-closed`, `azure`), those scenarios' only.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { formatEvidenceFile } from '../src/evidence-file.ts'
import { judge } from '../src/pipeline.ts'
import { renderJson } from '../src/report/json.ts'
import { renderText } from '../src/report/text.ts'
import { folderOf, type Incident, incidents } from '../test/scenarios/all.ts'
import { demoIncidents } from '../test/scenarios/demo.ts'

const chosen = process.argv.slice(2)

const isChosen = ({ cloud, name }: Pick<Incident, 'cloud' | 'name'>): boolean =>
  chosen.length === 0 || [cloud, name, `${cloud}/${name}`].some((one) => chosen.includes(one))

for (const incident of incidents.filter(isChosen)) {
  const evidence = await incident.record()
  const diagnoses = judge(evidence)
  const folder = folderOf(incident)
  await mkdir(folder, { recursive: true })
  await writeFile(new URL('evidence.json', folder), formatEvidenceFile({ evidences: [evidence], wrapped: false }))
  await writeFile(new URL('report.json', folder), renderJson(diagnoses, { wrap: false }))
  await writeFile(new URL('report.txt', folder), renderText(diagnoses, { color: false, width: 100 }))
}

const demo = new URL('../src/demo/incidents/', import.meta.url)
await mkdir(demo, { recursive: true })
for (const [index, { name, scenario, cloud }] of demoIncidents.entries()) {
  const recorded = incidents.find((incident) => incident.name === scenario && incident.cloud === cloud)
  if (recorded === undefined) throw new Error(`no ${cloud} scenario is called ${scenario}`)
  if (!isChosen(recorded)) continue
  const evidence = await recorded.record()
  await writeFile(new URL(`${name}.json`, demo), `${JSON.stringify({ title: recorded.title, order: index, evidence })}\n`)
}
