/** What to say when no line of any load balancer's log was found. */
import { CannotRun } from '../core/errors.ts'
import { type Inventory, lineKindWords } from '../core/inventory.ts'
import { count, list } from '../core/wording.ts'
import type { Scanned } from './scan-files.ts'
import type { Found } from './walk.ts'

const hint =
  'It reads access logs of Application Load Balancers and Application Gateways: plain, gz, JSON or CSV. lb502 logs --help'

/** The reason, as the error that ends the run. */
export function nothingFound(names: readonly string[], found: Found, { outcome }: Scanned, { lines }: Inventory): CannotRun {
  const where = list(names, 3)
  const total = found.paths.length + found.lost.length
  const [refused] = [...outcome.refused.values()]
  if (total === 0) return new CannotRun(`There is no file in ${where}.`, hint)
  if (refused !== undefined && outcome.read === 0)
    return new CannotRun(`None of ${count(total, 'file')} could be read: ${refused.refusal.message}.`, 'Check who may read them.')
  const [damage] = outcome.broken.keys()
  if (lines.length === 0 && damage !== undefined) return new CannotRun(`There is no readable line in ${where}: ${damage}.`, hint)
  if (lines.length === 0) return new CannotRun(`There is no line in ${where}.`, hint)
  const held = lines.map(([kind, number]) => `${number} ${lineKindWords(kind, number)}`)
  return new CannotRun(`No line of a load balancer’s request log in ${where}, but ${list(held, 3)}.`, hint)
}
