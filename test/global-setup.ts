import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Builds the command once before the tests that start it, when it is missing or older than its source. */
export default function setup(): void {
  execFileSync('npm', ['run', '--silent', 'prepare'], { cwd: join(import.meta.dirname, '..'), stdio: 'inherit' })
}
