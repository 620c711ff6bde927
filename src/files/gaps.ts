/** What log files do not show. */
import type { Cloud } from '../core/evidence.ts'
import { type UnknownFact, unknown } from '../core/fact.ts'

/** The gap of something of this name. */
export type NotInLogs = (what: string) => UnknownFact

const commands: Readonly<Record<Cloud, string>> = { aws: 'lb502 aws --lb <name>', azure: 'lb502 azure --gateway <id>' }

/** Gaps that name the command which would fill them. */
export function gapsOf(cloud: Cloud): NotInLogs {
  const message = `log files do not show it; ${commands[cloud]} reads it`
  return (what) => unknown('notCollected', message, { what, call: '', permission: null })
}
