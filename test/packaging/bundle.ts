import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const dist = join(import.meta.dirname, '../../dist')

/** One file of the bundle. Names are relative to dist. */
export interface Chunk {
  readonly name: string
  readonly text: string
  /** Loaded with it. */
  readonly imports: readonly string[]
  /** Loaded by it when it gets that far. */
  readonly lazyImports: readonly string[]
}

/** The command as it was built, by file name. */
export function readBundle(): ReadonlyMap<string, Chunk> {
  const names = ['bin.js', ...readdirSync(join(dist, 'chunks')).map((name) => `chunks/${name}`)]
  return new Map(names.map((name) => [name, readChunk(name)]))
}

/** The files that are loaded when `name` is, itself included; with `lazily` also those that may follow. */
export function loadedWith(bundle: ReadonlyMap<string, Chunk>, name: string, lazily = false): Set<string> {
  const loaded = new Set([name])
  for (const each of loaded) {
    const chunk = bundle.get(each)
    if (chunk === undefined) throw new Error(`${each} is not in the bundle`)
    for (const next of [...chunk.imports, ...(lazily ? chunk.lazyImports : [])]) loaded.add(next)
  }
  return loaded
}

function readChunk(name: string): Chunk {
  const text = readFileSync(join(dist, name), 'utf8')
  const named = (pattern: RegExp): string[] =>
    [...text.matchAll(pattern)].map(([, path = '']) => normalize(join(dirname(name), path)))
  return {
    name,
    text,
    imports: named(/(?:\bfrom|\bimport)\s*"(\.{1,2}\/[^"]+\.js)"/g),
    lazyImports: named(/\bimport\("(\.{1,2}\/[^"]+\.js)"\)/g),
  }
}
