/** Log files in a folder of their own, for tests. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Evidence } from '../../src/core/evidence.ts'
import { collectFiles, type FilesOptions } from '../../src/files/collect.ts'

/** Contents by the path below the folder. */
export type Contents = Readonly<Record<string, string | Uint8Array>>

/** Calls `use` with the folder's path, and takes the folder away. */
export async function withFolder<T>(contents: Contents, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lb502-logs-'))
  try {
    for (const [path, content] of Object.entries(contents)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), content)
    }
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

export const usual: FilesOptions = {
  from: null,
  to: null,
  stdin: nothing(),
  now: new Date('2026-11-20T14:00:00.000Z'),
  signal: new AbortController().signal,
  backendKeepAliveSeconds: null,
  only: [],
  ignore: [],
}

/** The evidence of a folder with such files. */
export function collected(contents: Contents, options: Partial<FilesOptions> = {}): Promise<readonly Evidence[]> {
  return withFolder(contents, (folder) => collectFiles([folder], { ...usual, ...options }))
}
