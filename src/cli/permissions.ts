/** `lb502 permissions <cloud>`: the least-privilege policy or role as JSON, ready to paste. */
import { permissionsAws } from '../aws/permissions.ts'
import { permissionsAzure } from '../azure/permissions.ts'
import { closest } from '../core/closest.ts'
import { CannotRun } from '../core/errors.ts'
import type { Arguments } from './arguments.ts'
import type { Io } from './io.ts'

/** Prints to standard output and gives 0; throws CannotRun unless a known cloud is named. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const [cloud] = args.words
  const usage = 'lb502 permissions aws, or lb502 permissions azure'
  if (cloud === undefined) throw new CannotRun('permissions needs a cloud.', usage)
  const permissions = { aws: permissionsAws, azure: permissionsAzure }
  if (cloud !== 'aws' && cloud !== 'azure') {
    const meant = closest(cloud, Object.keys(permissions))
    throw new CannotRun(`No cloud is called ${cloud}.`, meant === null ? usage : `Did you mean ${meant}?`)
  }
  io.stdout.write(`${JSON.stringify(permissions[cloud](), null, 2)}\n`)
  return 0
}
