/** Why a file could not be read or written. */
import { oneLine, type Refusal } from '../collect/refusal.ts'

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no such file or directory'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'operation not permitted'],
  ['EISDIR', 'it is a directory'],
  ['ENOTDIR', 'part of the path is not a directory'],
  ['ENOSPC', 'no space left on the device'],
  ['EROFS', 'the file system is read-only'],
  ['ENAMETOOLONG', 'the name is too long'],
])

/** In words that a person would use. */
export function reasonOf(error: unknown): string {
  return reasons.get(codeOf(error)) ?? oneLine(error instanceof Error ? error.message : String(error))
}

export function fileRefusalOf(error: unknown): Refusal {
  const code = codeOf(error)
  return { gap: code === 'EACCES' || code === 'EPERM' ? 'denied' : 'failed', code: code || 'Unknown', message: reasonOf(error) }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
