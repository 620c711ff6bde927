/** Runs programs to their end and tells what they took. */
import { spawnSync } from 'node:child_process'
import { median } from './measure.ts'

export interface Taken {
  readonly wallMilliseconds: number
  readonly cpuMilliseconds: number
  /** Of the process that had most. */
  readonly peakMiB: number
  readonly output: string
}

/** Ends so when what it measures is not installed. */
const notInstalled = 77

export function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
}

/** Null when the program is not installed. On one core where there is `taskset`, else on all. */
export function take(words: readonly string[], cores: 'one' | 'all'): Taken | null {
  const pinned = cores === 'one' ? ['taskset', '-c', '0', ...words] : words
  // GNU time knows what a process and its children took, which Node does not tell.
  const child = spawnSync('/usr/bin/time', ['-f', '\n%e %U %S %M', ...pinned], { encoding: 'utf8', maxBuffer: 2 ** 26 })
  if (child.error !== undefined) throw new Error('GNU time is needed: /usr/bin/time')
  if (child.status === notInstalled) return null
  if (child.status !== 0) throw new Error(`${words.slice(0, 3).join(' ')}: ${child.stderr}`)
  const [wall = 0, user = 0, system = 0, peakKiB = 0] = (child.stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number)
  return {
    wallMilliseconds: wall * 1000,
    cpuMilliseconds: (user + system) * 1000,
    peakMiB: peakKiB / 1024,
    output: child.stdout,
  }
}

/** What each took in the middle of so many rounds, in which they take turns; without those that are not installed. */
export function contest<Name extends string>(
  rounds: number,
  contestants: Readonly<Record<Name, () => Taken | null>>,
): ReadonlyMap<Name, Taken> {
  const names = Object.keys(contestants) as Name[]
  const taken = new Map<Name, Taken[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      const one = contestants[name]()
      if (one !== null) taken.get(name)?.push(one)
    }
  }
  return new Map(
    [...taken].flatMap(([name, runs]): [Name, Taken][] => {
      const [first] = runs
      if (first === undefined) return []
      const middle = (of: (one: Taken) => number): number => median(runs.map(of))
      return [
        [
          name,
          {
            wallMilliseconds: middle((one) => one.wallMilliseconds),
            cpuMilliseconds: middle((one) => one.cpuMilliseconds),
            peakMiB: middle((one) => one.peakMiB),
            output: first.output,
          },
        ],
      ]
    }),
  )
}
