import { judge, render } from 'lb502'
import { incident } from '../incident.js'

const stopping = ['explained', 'suspected']

const diagnoses = judge(incident(process.argv[2] ?? 'port-closed')).filter(({ verdict }) => stopping.includes(verdict))
if (diagnoses.length > 0) {
  console.error(render(diagnoses, 'markdown'))
  process.exitCode = 1
}
