import { expect, test } from 'vitest'
import type { Io } from '../../src/cli/io.ts'
import { main } from '../../src/cli.ts'

async function* nothing(): AsyncGenerator<string> {}

/** A standard output that breaks as nothing should. */
async function runBroken(argv: readonly string[]): Promise<{ code: number; stderr: string }> {
  let stderr = ''
  const broken: Io['stdout'] = {
    write: () => {
      throw new TypeError('cannot \u001b[31mread\nthis')
    },
    isTTY: false,
    columns: undefined,
  }
  const code = await main(argv, {
    stdout: broken,
    stderr: {
      ...broken,
      write: (text) => {
        stderr += text
      },
    },
    stdin: nothing(),
    env: {},
    now: new Date(),
    interruption: () => new AbortController().signal,
  })
  return { code, stderr }
}

test('a bug is one line and a hint, exit 2', async () => {
  expect(await runBroken(['causes'])).toEqual({
    code: 2,
    stderr: 'lb502 hit a bug: cannot \\x1b[31mread\\nthis\n  Run it again with --verbose for the stack, and please report it.\n',
  })
})

test('--verbose shows the stack', async () => {
  const { code, stderr } = await runBroken(['causes', '--verbose'])
  expect(code).toBe(2)
  expect(stderr).toMatch(/\n {2} +at /)
})
