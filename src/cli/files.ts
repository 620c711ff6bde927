/** Files the user names: every failure is one clear line. */
import { constants } from 'node:fs'
import { access, open, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CannotRun } from '../core/errors.ts'
import { reasonOf } from '../files/failure.ts'
import type { Io } from './io.ts'

/** The text of a file, or of standard input for `-`. */
export async function readText(path: string, io: Io): Promise<string> {
  if (path === '-') {
    const chunks: Buffer[] = []
    for await (const chunk of io.stdin) chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks).toString('utf8')
  }
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new CannotRun(`Cannot read ${path}: ${reasonOf(error)}.`, 'Check the path, or pipe the file in and name it -.', {
      cause: error,
    })
  })
}

/** Throws CannotRun when a file could not be written, before an hour's window is read in vain. */
export async function assertWritable(path: string, option: string): Promise<void> {
  try {
    const existing = await stat(path).catch(() => null)
    if (existing?.isDirectory()) throw cannotWrite(path, option, 'it is a directory', undefined)
    await access(existing === null ? dirname(path) : path, constants.W_OK)
  } catch (error) {
    throw error instanceof CannotRun ? error : cannotWrite(path, option, reasonOf(error), error)
  }
}

/** Writes a file. `mode` is what a regular file has afterwards, also one that was there before; the process's default otherwise. */
export async function writeText(path: string, option: string, text: string, mode?: number): Promise<void> {
  try {
    const file = await open(path, 'w', mode)
    try {
      if (mode !== undefined && (await file.stat()).isFile()) await file.chmod(mode)
      await file.writeFile(text)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw cannotWrite(path, option, reasonOf(error), error)
  }
}

function cannotWrite(path: string, option: string, why: string, cause: unknown): CannotRun {
  return new CannotRun(`Cannot write ${path}: ${why}.`, `Name another file with --${option}.`, { cause })
}
