/** Answers of query engines as their interfaces give them: columns and rows without names, or rows of named values. */

/** Every row as an object; null when the text is no such answer. */
export function rowsOf(text: string): readonly object[] | null {
  try {
    const { tables, results } = fieldsOf(JSON.parse(text))
    if (Array.isArray(tables)) return tables.flatMap(rowsOfTable)
    return Array.isArray(results) ? results.map(rowOfPairs) : null
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

/** `[{"field":"@message","value":"…"}]`, as Logs Insights answers. */
function rowOfPairs(pairs: unknown): object {
  const named = (Array.isArray(pairs) ? pairs : []).map(fieldsOf)
  return Object.fromEntries(named.map(({ field, value }) => [String(field), value]))
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
