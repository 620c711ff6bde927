/** The files that logs are measured on, made once and kept in the temporary folder. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { corpusLine } from './alb.ts'
import { gatewayRowAt } from './app-gateway.ts'
import { createRandom } from './random.ts'

export interface Corpus {
  /** Gzipped access logs. */
  readonly objects: readonly string[]
  /** The same bytes as one object, one member after the other. */
  readonly oneObject: string
  /** Rows of an Application Gateway, plain. */
  readonly gateway: string
  readonly lines: number
  /** Lines whose status is 502, and lines that have the text ` 502 ` somewhere. */
  readonly answered502: number
  readonly text502: number
}

const objects = 20
const linesOfObject = 50_000
const gatewayRows = 100_000
const noon = Date.UTC(2026, 8, 1, 12)
const fiveMinutes = 300_000

/** The corpus; made first where it does not exist, which takes a minute or two. */
export function corpus(): Corpus {
  const folder = join(tmpdir(), `lb502-corpus-${fingerprint()}`)
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`
    mkdirSync(unfinished)
    make(unfinished)
    renameSync(unfinished, folder)
  }
  const names = Array.from({ length: objects }, (_, index) => join(folder, `${index}.log.gz`))
  const counts = JSON.parse(readFileSync(join(folder, 'counts.json'), 'utf8'))
  return { objects: names, oneObject: join(folder, 'one.log.gz'), gateway: join(folder, 'gateway.json'), ...counts }
}

/** Whoever changes what is written gets another corpus. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const fakes = join(import.meta.dirname, '../../../test/fakes/logs')
  for (const folder of [import.meta.dirname, fakes]) {
    for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex').slice(0, 12)
}

function make(folder: string): void {
  const counts = { lines: objects * linesOfObject, answered502: 0, text502: 0 }
  const members = Array.from({ length: objects }, (_, index) => {
    const random = createRandom(index + 1)
    // Four nodes of the load balancer, each with an object every five minutes.
    const start = noon + Math.floor(index / 4) * fiveMinutes
    const lines = Array.from({ length: linesOfObject }, (_, line) =>
      corpusLine(random, start + (line * fiveMinutes) / linesOfObject),
    )
    for (const { text, is502 } of lines) {
      if (is502) counts.answered502 += 1
      if (text.includes(' 502 ')) counts.text502 += 1
    }
    const member = gzipSync(`${lines.map(({ text }) => text).join('\n')}\n`)
    writeFileSync(join(folder, `${index}.log.gz`), member)
    return member
  })
  writeFileSync(join(folder, 'one.log.gz'), Buffer.concat(members))
  const random = createRandom(0)
  const rows = Array.from({ length: gatewayRows }, (_, row) => gatewayRowAt(random, noon + row * 3))
  writeFileSync(join(folder, 'gateway.json'), `${rows.join('\n')}\n`)
  writeFileSync(join(folder, 'counts.json'), JSON.stringify(counts))
}
