import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** The middle of the values; of two middle ones the upper. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Milliseconds that a task takes. */
export async function timed(task: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await task()
  return performance.now() - startedAt
}

/** Milliseconds that a task takes, so many times. */
export async function repeated(runs: number, task: () => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = []
  while (times.length < runs) times.push(await timed(task))
  return times
}

/** Runs node to its end and rejects unless it ends with one of the codes. */
export async function runNode(words: readonly string[], env: NodeJS.ProcessEnv, codes: readonly number[] = [0]): Promise<void> {
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(child, 'exit')
  if (!codes.includes(code)) throw new Error(`node ${words.join(' ')} ended with ${code}`)
}

/** Medians of tasks that take turns, so that what else the machine does meets them all alike. */
export async function interleaved<Name extends string>(
  runs: number,
  tasks: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<Readonly<Record<Name, number>>> {
  const names = Object.keys(tasks) as Name[]
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>
  for (let run = 0; run < runs; run += 1) for (const name of names) times[name].push(await timed(tasks[name]))
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>
}
