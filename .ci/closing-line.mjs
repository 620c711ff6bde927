// Prints `N passed, N failed` from vitest's JSON results, with `, N skipped` when any were.
import { readFileSync } from 'node:fs'

const results = JSON.parse(readFileSync(process.argv[2], 'utf8'))
// A file that cannot even be loaded has no tests that could fail.
const unloadable = results.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.every(isNoFailure),
).length
const skipped = results.numPendingTests + results.numTodoTests

console.log(
  `${results.numPassedTests} passed, ${results.numFailedTests + unloadable} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
)

function isNoFailure(test) {
  return test.status !== 'failed'
}
