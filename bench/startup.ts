/** How long the built command takes to start: `npm run bench:startup`. */
import { printStartUp } from './lib/start-up.ts'

await printStartUp()
