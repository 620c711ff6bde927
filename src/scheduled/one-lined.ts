import { CannotRun } from '../core/errors.ts'

/** The work, failing with one line where the environment is wrong: a stack trace tells nobody which variable it is. */
export async function oneLined<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error
    const failure = new Error(`${error.message} ${error.hint}`.trim())
    failure.name = 'CannotRun'
    failure.stack = `${failure.name}: ${failure.message}`
    throw failure
  }
}
