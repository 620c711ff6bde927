import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** Builds the command once before the tests that start it, when it is missing or older than its source. */
export default function setup(): void {
  const command = join(root, 'dist/bin.js')
  const builtAt = existsSync(command) ? statSync(command).mtimeMs : 0
  if (builtAt < newestChange(join(root, 'src')))
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' })
}

function newestChange(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return Math.max(...entries.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs))
}
