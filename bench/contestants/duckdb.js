/** DuckDB, told the columns; ends with 77 where it is not installed. */
const duckdb = await import('@duckdb/node-api').catch(() => process.exit(77))

const connection = await (await duckdb.DuckDBInstance.create(':memory:')).connect()
const columns = Array.from({ length: 33 }, (_, index) => `'f${index + 1}': 'VARCHAR'`)
const files = process.argv.slice(2).map((file) => `'${file}'`)
const answer = await connection.runAndReadAll(
  `SELECT f2[1:16] AS minute, f9 AS status, count(*) AS requests
   FROM read_csv([${files}], delim=' ', quote='"', escape='\\', header=false, null_padding=true, columns={${columns}})
   GROUP BY ALL`,
)
process.stdout.write(JSON.stringify({ counts: answer.getRows().length }))
