/** `lb502 permissions aws`: the least-privilege policy as JSON, ready to paste. */
import { permissionsAws } from '../aws/permissions.ts'
import { CannotRun } from '../core/errors.ts'
import type { Arguments } from './arguments.ts'
import { closest } from './closest.ts'
import type { Io } from './io.ts'

/** Prints to standard output and gives 0; throws CannotRun unless a known cloud is named. */
export async function run(args: Arguments, io: Io): Promise<number> {
  const [cloud] = args.words
  if (cloud === undefined) throw new CannotRun('permissions needs a cloud.', 'lb502 permissions aws')
  if (cloud === 'azure') throw new CannotRun('permissions azure is not built in this version.', 'lb502 permissions aws is.')
  if (cloud !== 'aws') {
    throw new CannotRun(
      `No cloud is called ${cloud}.`,
      closest(cloud, ['aws']) === null ? 'lb502 permissions aws' : 'Did you mean aws?',
    )
  }
  io.stdout.write(`${JSON.stringify(permissionsAws(), null, 2)}\n`)
  return 0
}
