/**
 * What reading a million log lines costs, beside bare decompression and beside other programs that count the same, all in turns:
 * `npm run bench:logs`. Build first. LB502_ROUNDS sets how often each runs.
 */
import { join } from 'node:path'
import { contest, isInstalled, type Taken, take } from './lib/contest.ts'
import { type Corpus, corpus } from './lib/corpus/corpus.ts'
import { milliseconds, printRatio, printRow } from './lib/print.ts'

const rounds = Number(process.env.LB502_ROUNDS ?? 5)
const { objects, oneObject, gateway, lines, answered502, text502 }: Corpus = corpus()
const contestant = (name: string, files: readonly string[]): readonly string[] => [
  process.execPath,
  join(import.meta.dirname, 'contestants', `${name}.js`),
  ...files,
]
const command: readonly string[] = [
  process.execPath,
  join(import.meta.dirname, '../dist/bin.js'),
  'logs',
  '--quiet',
  '--exit-zero',
  ...objects,
]
const shell = (script: string): readonly string[] => ['sh', '-c', script, 'sh', ...objects]
const ifInstalled = (program: string, words: readonly string[]): (() => Taken | null) => {
  const installed = isInstalled(program)
  return () => (installed ? take(words, 'all') : null)
}
const ifPinned = (words: readonly string[]): (() => Taken | null) => {
  const installed = isInstalled('taskset')
  return () => (installed ? take(words, 'one') : null)
}
const countByAwk = `{ counts[substr($2, 1, 16) " " $9]++ } END { for (key in counts) print key, counts[key] }`

const contestants = {
  'inflate only, 1 core': ifPinned(contestant('inflate', objects)),
  'lb502 scan, 1 core': ifPinned(contestant('scan', objects)),
  'inflate only, 2 cores': () => take(contestant('inflate', objects), 'all'),
  'lb502 scan, 2 cores': () => take(contestant('scan', objects), 'all'),
  'the command, lb502 logs': () => take(command, 'all'),
  'zcat | wc -l': ifInstalled('zcat', shell('zcat "$@" | wc -l')),
  'zcat | mawk': ifInstalled('mawk', shell(`zcat "$@" | mawk '${countByAwk}'`)),
  'Node readline + split': () => take(contestant('readline', objects), 'all'),
  DuckDB: () => take(contestant('duckdb', objects), 'all'),
  GoAccess: ifInstalled('goaccess', shell('zcat "$@" | goaccess - --log-format=AWSALB -o /dev/null --no-global-config')),
}

const taken = contest(rounds, contestants)
process.stdout.write(`${lines} lines in ${objects.length} objects, medians of ${rounds} rounds: wall, CPU, peak memory\n`)
for (const name of Object.keys(contestants) as (keyof typeof contestants)[]) {
  const one = taken.get(name)
  if (one === undefined) printRow(`  ${name}`, 'skipped: not installed')
  else {
    const memory = `${one.peakMiB.toFixed(0)} MiB`
    printRow(`  ${name}`, [milliseconds(one.wallMilliseconds), milliseconds(one.cpuMilliseconds), memory].join('  '))
  }
}
printRow('', '')

type Name = keyof typeof contestants
const printWalls = (what: string, one: Name, other: Name, most: number): void => {
  const [value, base] = [taken.get(one), taken.get(other)]
  if (value !== undefined && base !== undefined) printRatio(what, value.wallMilliseconds, base.wallMilliseconds, most)
}
printWalls('scan / inflate only, 1 core', 'lb502 scan, 1 core', 'inflate only, 1 core', 1.25)
printWalls('scan, 2 cores / DuckDB', 'lb502 scan, 2 cores', 'DuckDB', 0.6)
printWalls('scan, 2 cores / zcat | mawk', 'lb502 scan, 2 cores', 'zcat | mawk', 0.27)
printWalls('scan, 2 cores / readline + split', 'lb502 scan, 2 cores', 'Node readline + split', 0.2)
printWalls('scan, 2 cores / scan, 1 core', 'lb502 scan, 2 cores', 'lb502 scan, 1 core', 0.65)
printWalls('the command / DuckDB', 'the command, lb502 logs', 'DuckDB', 0.6)

const scanned = taken.get('lb502 scan, 2 cores')
const told = JSON.parse(scanned?.output ?? '{}')
const wrong = Math.abs(told.lines - lines) + Math.abs(told.answered502 - answered502)
printRow(`502s: ${told.answered502} of ${answered502}; lines with that text: ${text502}; wrong`, String(wrong), {
  value: wrong,
  most: 0,
})

const printMemory = (what: string, peakMiB: number): void => {
  printRow(what, `${peakMiB.toFixed(0)} MiB`, { value: Math.ceil(peakMiB), most: 160 })
}
const tenfold = Array.from({ length: 10 }, () => objects).flat()
const one = take(contestant('scan', [oneObject]), 'all')
printMemory('peak memory, 20 objects', scanned?.peakMiB ?? Number.NaN)
printMemory('peak memory, one object of the same bytes', one?.peakMiB ?? Number.NaN)
printMemory('peak memory, ten million lines', take(contestant('scan', tenfold), 'all')?.peakMiB ?? Number.NaN)

const rows = JSON.parse(take(contestant('gateway', [gateway]), 'all')?.output ?? '{}')
printRatio('Application Gateway: scan / JSON.parse of all, CPU', rows.scan, rows.parse, 0.15)
