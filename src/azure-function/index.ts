/** `lb502/azure-function`: a function on Azure with a timer, in the programming model v4. See docs/functions.md. */
import process from 'node:process'
import { app, type InvocationContext } from '@azure/functions'
import { oneLined } from '../scheduled/one-lined.ts'
import { run } from './run.ts'

/** Every five minutes. */
const usualSchedule = '0 */5 * * * *'

/** Fails, so that the platform counts an error, when the settings are wrong. */
export async function handler(_timer: unknown, context: Pick<InvocationContext, 'log'>): Promise<void> {
  await oneLined(run({ environment: process.env, print: (line) => context.log(line) }))
}

app.timer('lb502', { schedule: process.env.LB502_SCHEDULE || usualSchedule, handler })
