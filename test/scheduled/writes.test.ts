/** What writes: the sinks and the stores that a function is configured with, and Athena where it is asked for by name. Nothing else. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const source = join(import.meta.dirname, '../../src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const text = (file: string): string => readFileSync(join(source, file), 'utf8')
const reading = /^(Describe|Get|List|Lookup|Filter)[A-Z]|^St(art|op)Query$/

it('on AWS', () => {
  const writing = files.flatMap((file) =>
    [...text(file).matchAll(/new (\w+)Command\(/g)].flatMap(([, name = '']) => (reading.test(name) ? [] : [`${file} ${name}`])),
  )
  expect([...new Set(writing)].sort()).toEqual([
    'aws/logs/athena/run-query.ts StartQueryExecution',
    'aws/logs/athena/run-query.ts StopQueryExecution',
    'aws/scheduled/event-sink.ts PutEvents',
    'aws/scheduled/s3-store.ts PutObject',
    'aws/scheduled/sns-sink.ts Publish',
    'aws/scheduled/ssm-store.ts PutParameter',
  ])
})

it('on Azure', () => {
  const writing = files.filter(
    (file) =>
      file.startsWith('azure') &&
      /\.(upload\w*|createOrUpdate\w*|begin(Create|Delete|Update)\w*|deleteBlob\w*|setMetadata)\(/.test(text(file)),
  )
  expect(writing).toEqual(['azure/scheduled/blob-store.ts'])
})
