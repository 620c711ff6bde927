import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { interleaved, runNode } from './measure.ts'
import { milliseconds, printRatio, printRow } from './print.ts'

const dist = join(import.meta.dirname, '../../dist')
const runs = 21

/** What `lb502 aws --tg` loads before it is done, by the names of the bundle's chunks. */
const awsPath = ['cli', 'aws', 'environment', 'elasticloadbalancing', 'ec2', 'cloudwatch', 'cloudtrail', 's3', 'logs']

/** Prints how long the command takes to start, beside an empty node process, in turns. */
export async function printStartUp(): Promise<void> {
  const imports = awsPath.map((name) => `import(${JSON.stringify(join(dist, 'chunks', chunkNamed(name)))})`)
  const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' }
  const { nothing, version, aws } = await interleaved(runs, {
    nothing: () => runNode(['-e', '0'], env),
    version: () => runNode([join(dist, 'bin.js'), '--version'], env),
    aws: () => runNode(['--input-type=module', '-e', `await Promise.all([${imports.join(', ')}])`], env),
  })
  printRow(`start-up, medians of ${runs} runs in turns: node -e 0`, milliseconds(nothing))
  printRow('  lb502 --version', milliseconds(version))
  printRow(`  AWS path loaded (${awsPath.length} chunks and what they import)`, milliseconds(aws))
  printRatio('lb502 --version / node -e 0', version, nothing, 1.4)
  printRatio('AWS path loaded / node -e 0', aws, nothing, 3.5)
}

function chunkNamed(name: string): string {
  const found = readdirSync(join(dist, 'chunks')).filter((file) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file))
  if (found.length !== 1)
    throw new Error(`${found.length} chunks are called ${name}: run npm run build, or mend bench/lib/start-up.ts`)
  return found[0] ?? ''
}
