/** What only a process shows: closed pipes, full disks, interrupts. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startFakeAws } from '../fakes/aws/server.ts'
import { groupArn, shop } from '../scenarios/shop.ts'

const command = new URL('../../dist/bin.js', import.meta.url).pathname
const incident = new URL('../../src/demo/incidents/half-blind.json', import.meta.url).pathname

interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

function ended(child: ChildProcess): Promise<Ended> {
  const printed = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text
    })
  }
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, ...printed })))
}

const shell = (script: string): Promise<Ended> => ended(spawn('sh', ['-c', script, process.execPath, command, incident]))

test('--version is answered', async () => {
  expect(await shell('"$0" "$1" --version')).toEqual({ code: 0, signal: null, stdout: '0.1.0\n', stderr: '' })
})

test('a reader that leaves early ends it quietly', async () => {
  const run = await shell('"$0" "$1" causes --json | head -n 1')
  expect([run.stdout, run.stderr]).toEqual(['[\n', ''])
  expect((await shell('"$0" "$1" demo half-blind --json | true')).stderr).toBe('')
})

test.runIf(existsSync('/dev/full'))('a full disk is no verdict', async () => {
  const run = await shell('"$0" "$1" demo half-blind > /dev/full')
  expect(run.code).toBe(2)
  expect(run.stderr).toContain('lb502: Cannot write the report: ENOSPC')
})

test('standard input may be the evidence', async () => {
  const script =
    '"$0" -e \'process.stdout.write(JSON.stringify(JSON.parse(fs.readFileSync(process.argv[1])).evidence))\' "$2" | "$0" "$1" explain - --exit-zero'
  const run = await shell(script)
  expect([run.code, run.stderr]).toEqual([0, ''])
  expect(run.stdout).toContain('Request path')
})

test('an interrupt gives the diagnosis of what was read', async () => {
  const aws = await startFakeAws(shop, { faults: [{ call: 'cloudwatch:GetMetricData', kind: 'hang' }] })
  try {
    const env = { PATH: process.env.PATH, AWS_ENDPOINT_URL: aws.url, AWS_ACCESS_KEY_ID: 'fake', AWS_SECRET_ACCESS_KEY: 'fake' }
    const child = spawn(process.execPath, [command, 'aws', '--tg', groupArn, '--logs', 'off', '--verbose'], { env })
    const end = ended(child)
    child.stderr.on('data', (text: string) => {
      if (text.includes('done elasticloadbalancing:DescribeTargetHealth')) child.kill('SIGINT')
    })
    const run = await end
    expect(run.stderr).toContain('Interrupted: judging what was read so far.\n')
    expect(run.stdout).toContain('? metrics: the call failed (cloudwatch:GetMetricData)')
    expect([run.code, run.signal]).toEqual([3, null])
  } finally {
    await aws.close()
  }
})
