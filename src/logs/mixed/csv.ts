/** Tables whose values stand between commas, as query consoles export them. */

/** Names of columns that a log has; any of them tells that a line of names heads such a table. */
const telling = /^(httpStatus|elb_?status_?code|target_?status_?code|@?message|TimeGenerated|timestamp)(_[sdgbt])?( \[UTC\])?$/i

/** The names that a line is made of; null when it is no such line. */
export function fieldNames(line: string): readonly string[] | null {
  const names = valuesOf(line)
  const isNames = names.length > 1 && names.every((name) => /^[@\w][\w .:[\]()-]{0,80}$/.test(name))
  return isNames && names.some((name) => telling.test(name)) ? names : null
}

/** The values of a line. A quoted one may hold commas, and quotes written twice. */
export function valuesOf(line: string): readonly string[] {
  const values = line.trimEnd().matchAll(/(?:^|,)(?:\s*"((?:[^"]|"")*)"\s*|([^,]*))/g)
  return Array.from(values, ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain.trim())
}
