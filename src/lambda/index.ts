/** `lb502/lambda`: the handler of a function on AWS that a schedule calls. See docs/functions.md. */
import process from 'node:process'
import { oneLined } from '../scheduled/one-lined.ts'
import type { Summary } from '../scheduled/run.ts'
import { run } from './run.ts'

/** What of Lambda's context is used. */
export interface LambdaContext {
  readonly getRemainingTimeInMillis: () => number
}

/** Fails, so that the platform counts an error, when the environment is wrong. */
export async function handler(_event: unknown, context: LambdaContext): Promise<Summary> {
  const print = (line: string): void => void process.stdout.write(`${line}\n`)
  return oneLined(run({ environment: process.env, remainingMilliseconds: context.getRemainingTimeInMillis(), print }))
}
