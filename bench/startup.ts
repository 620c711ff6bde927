/** How long the built command takes to start: `npm run bench:startup`. Build first. */
import { withAwsIncident } from './lib/incident.ts'
import { printStartUp } from './lib/start-up.ts'

await withAwsIncident(0, ({ words, env }) => printStartUp(words, env))
