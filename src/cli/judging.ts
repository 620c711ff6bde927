/** The options that say how to judge: which causes, and what no API shows. */
import { type CauseId, causeIds, isCauseId } from '../core/catalogue.ts'
import { closest } from '../core/closest.ts'
import { CannotRun } from '../core/errors.ts'
import type { Overrides } from '../pipeline.ts'
import { type Arguments, all, one } from './arguments.ts'
import { optionSeconds } from './duration.ts'

/** What the command line says about judging, and nothing of what it does not. Throws CannotRun for an unknown cause. */
export function judgingAsked(args: Arguments): Overrides {
  const only = all(args, 'only').map(causeAsked)
  const ignore = all(args, 'ignore').map(causeAsked)
  const keepAlive = one(args, 'backend-keepalive')
  return {
    ...(only.length === 0 ? {} : { only }),
    ...(ignore.length === 0 ? {} : { ignore }),
    ...(keepAlive === undefined ? {} : { backendKeepAliveSeconds: optionSeconds('backend-keepalive', keepAlive) }),
  }
}

/** The cause of this id; throws CannotRun, naming the nearest one, when there is none. */
export function causeAsked(word: string): CauseId {
  if (isCauseId(word)) return word
  const meant = closest(word, causeIds)
  throw new CannotRun(`No cause is called ${word}.`, meant === null ? 'lb502 causes lists them.' : `Did you mean ${meant}?`)
}
