/** The built command over log files, as a person would use it. */
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { albLine, healthCheckLine } from '../fakes/logs/alb-lines.ts'
import { gatewayLine } from '../fakes/logs/app-gateway-lines.ts'
import { runCommand } from '../fakes/run-command.ts'
import { withFolder } from '../files/folder.ts'

const minute = (index: number): string => new Date(Date.UTC(2026, 8, 1, 12, index)).toISOString()
const good = Array.from({ length: 60 }, (_, index) => albLine({ time: minute(index) }))
const cut = [5, 15, 25, 35].map((index) => albLine({ time: minute(index), status: 502, triple: [0.001, 30.002, -1] }))

test('a folder of all kinds, named wrongly, is judged, saved, and judged again', async () => {
  const contents = {
    'AWSLogs/2026/09/01/one.txt': gzipSync(good.join('\n')),
    'AWSLogs/2026/09/01/two.log.gz': cut.join('\n'),
    'AWSLogs/ELBAccessLogTestFile': 'Enable AccessLog for ELB: shop',
    'probes.json': healthCheckLine(),
    'gateway.log': `${gatewayLine()}\n`,
    'notes.md': '# notes\n',
  }
  await withFolder(contents, async (folder) => {
    const saved = join(folder, 'evidence.json')
    const first = await runCommand(['logs', join(folder, 'AWSLogs'), join(folder, 'probes.json'), '--save', saved, '--json'], {})
    expect([first.code, first.stderr]).toEqual([1, ''])
    const { verdict, causes, traffic, logFiles } = JSON.parse(first.stdout)
    expect([verdict, causes[0].id, causes[0].certainty]).toEqual(['explained', 'worker-timeout', 'likely'])
    expect(traffic).toMatchObject({ requests: 64, gateway502: 4, source: 'access-log' })
    expect(logFiles.lines).toEqual([
      ['alb-request', 64],
      ['alb-probe', 1],
      ['test-file', 1],
    ])
    expect(await runCommand(['explain', saved, '--json'], {})).toEqual(first)
    const all = await runCommand(['logs', folder], {})
    expect(all.code).toBe(1)
    expect(all.stdout.replace(/\s+/g, ' ')).toContain('64 requests of Application Load Balancers')
  })
})

test('standard input is a file like others, compressed or not', async () => {
  const run = await runCommand(['logs', '-', '--json'], {}, [...good, ...cut].join('\n'))
  expect([run.code, JSON.parse(run.stdout).traffic.requests]).toEqual([1, 64])
})
