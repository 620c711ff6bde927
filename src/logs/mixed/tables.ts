/** The answer of a Log Analytics query as its interface gives it: columns, and rows without their names. */

/** Every row as an object; null when the text is no such answer. */
export function rowsOf(text: string): readonly object[] | null {
  try {
    const { tables } = fieldsOf(JSON.parse(text))
    return Array.isArray(tables) ? tables.flatMap(rowsOfTable) : null
  } catch {
    return null
  }
}

function rowsOfTable(table: unknown): readonly object[] {
  const { columns, rows } = fieldsOf(table)
  if (!Array.isArray(columns) || !Array.isArray(rows)) return []
  const names = columns.map((column) => String(fieldsOf(column).name))
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, Array.isArray(row) ? row[index] : undefined])))
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
