import express from 'express'
import { exitCodeOf, judge, render } from 'lb502'
import { incident } from '../incident.js'

// In production: (await inspect(process.env.LOAD_BALANCER, { signal: AbortSignal.timeout(60_000) })).diagnoses, once a minute.
const diagnoses = judge(incident('port-closed'))
const status = exitCodeOf(diagnoses) === 0 ? 200 : 503

const app = express()
app.disable('x-powered-by')
app.get('/', (_, response) => {
  response.status(status).type('text/plain').send(render(diagnoses))
})
app.get('/diagnosis.json', (_, response) => {
  response.status(status).type('json').send(render(diagnoses, 'json'))
})

const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/`)
})
