/**
 * Writes each scenario's evidence and report under test/scenarios, and the incidents that `lb502 demo` shows. With names as
 * arguments, those scenarios' only.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { formatEvidenceFile } from '../src/evidence-file.ts'
import { judge } from '../src/pipeline.ts'
import { renderJson } from '../src/report/json.ts'
import { renderText } from '../src/report/text.ts'
import { scenarios } from '../test/scenarios/aws.ts'
import { demoIncidents } from '../test/scenarios/demo.ts'
import { recordEvidence } from '../test/scenarios/record.ts'

const here = new URL('../', import.meta.url)

const chosen = process.argv.slice(2)

for (const [name, scenario] of Object.entries(scenarios)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  const evidence = await recordEvidence(scenario)
  const diagnoses = judge(evidence)
  const folder = new URL(`test/scenarios/aws/${name}/`, here)
  await mkdir(folder, { recursive: true })
  await writeFile(new URL('evidence.json', folder), formatEvidenceFile({ evidences: [evidence], wrapped: false }))
  await writeFile(new URL('report.json', folder), renderJson(diagnoses, { wrap: false }))
  await writeFile(new URL('report.txt', folder), renderText(diagnoses, { color: false, width: 100 }))
}

await mkdir(new URL('src/demo/incidents/', here), { recursive: true })
for (const [index, { name, scenario }] of demoIncidents.entries()) {
  if (chosen.length > 0 && !chosen.includes(scenario)) continue
  const recorded = scenarios[scenario]
  if (recorded === undefined) throw new Error(`no scenario is called ${scenario}`)
  const evidence = await recordEvidence(recorded)
  await writeFile(
    new URL(`src/demo/incidents/${name}.json`, here),
    `${JSON.stringify({ title: recorded.title, order: index, evidence })}\n`,
  )
}
