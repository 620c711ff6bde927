/** From the names that the user gave to the files behind them. */
import type { Dirent, Stats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { compareText } from '../core/canonical.ts'
import { CannotRun } from '../core/errors.ts'
import { reasonOf } from './failure.ts'

/** Standard input, as the user names it. */
export const standardInput = '-'

/** What is to be read, each once, in one order whatever the file system's. */
export interface Found {
  readonly paths: readonly string[]
  /** Folders below those named that could not be looked into, and links that lead nowhere: path and why. */
  readonly lost: readonly (readonly [path: string, why: string])[]
}

/** Files and everything below folders. Throws CannotRun for a name that the user gave and that is not there or cannot be read. */
export async function findFiles(names: readonly string[]): Promise<Found> {
  const paths: string[] = []
  const lost: [string, string][] = []
  const seen = new Set<string>()

  const take = (path: string, { dev, ino }: Stats): void => {
    const identity = `${dev}:${ino}`
    if (!seen.has(identity)) paths.push(path)
    seen.add(identity)
  }

  const takeFolder = async (path: string): Promise<void> => {
    for (const entry of await readFolder(path)) await takeEntry(join(path, entry.name), entry)
  }

  /** Links to files are followed; links to folders are not, for they may lead in circles. */
  const takeEntry = async (path: string, entry: Dirent): Promise<void> => {
    try {
      if (entry.isDirectory()) return await takeFolder(path)
      const stats = await stat(path)
      if (stats.isFile()) take(path, stats)
    } catch (error) {
      lost.push([path, reasonOf(error)])
    }
  }

  for (const name of names) {
    if (name === standardInput) {
      if (!paths.includes(name)) paths.push(name)
      continue
    }
    try {
      const stats = await stat(name)
      if (stats.isDirectory()) await takeFolder(name)
      else take(name, stats)
    } catch (error) {
      throw new CannotRun(`Cannot read ${name}: ${reasonOf(error)}.`, 'Check the path, or pipe the log in and name it -.', {
        cause: error,
      })
    }
  }
  return { paths, lost }
}

async function readFolder(path: string): Promise<readonly Dirent[]> {
  const entries = await readdir(path, { withFileTypes: true })
  return entries.sort((one, other) => compareText(one.name, other.name))
}
