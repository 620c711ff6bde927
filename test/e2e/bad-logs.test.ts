/** The built command over damaged and odd files: every line is counted by kind, nothing is fatal. */
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { albLine } from '../fakes/logs/alb-lines.ts'
import { runCommand } from '../fakes/run-command.ts'
import { type Contents, withFolder } from '../files/folder.ts'

const lines = Array.from({ length: 40 }, (_, index) => {
  const time = new Date(Date.UTC(2026, 8, 1, 12, index)).toISOString()
  return index % 10 === 0 ? albLine({ time, status: 502, triple: [0.001, 30.002, -1] }) : albLine({ time })
})
const text = `${lines.join('\n')}\n`
const widest = albLine({ fields: 36 })
const wider = `${widest} "-" "-" "-" "-"`
const historic = [12, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36]

interface Told {
  readonly traffic: { readonly requests: number; readonly gateway502: number }
  readonly logFiles: { readonly lines: readonly (readonly [string, number])[] }
  readonly blindSpots: readonly { readonly what: string }[]
}

async function told(contents: Contents): Promise<Told> {
  return withFolder(contents, async (folder) => {
    const run = await runCommand(['logs', folder, '--json'], {})
    expect([run.code, run.stderr]).toEqual([1, ''])
    return JSON.parse(run.stdout)
  })
}

const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le')

test.each<[string, string | Uint8Array, number, number]>([
  ['two members in one object', Buffer.concat([gzipSync(text.slice(0, 1000)), gzipSync(text.slice(1000))]), 40, 0],
  ['gz by its name alone', text, 40, 0],
  ['NUL bytes', `${text}${'\0'.repeat(500)}\n${text}`, 80, 1],
  ['a line of 50 MB', `${text}${'x'.repeat(50_000_000)}\n${text}`, 80, 1],
  ['carriage returns', text.replaceAll('\n', '\r\n'), 40, 0],
  ['a byte order mark', `\uFEFF${text}`, 40, 0],
  ['UTF-16', utf16, 40, 0],
  ['UTF-16 of the other order', Buffer.from(utf16).swap16(), 40, 0],
  ['40 fields', `${text}${wider}\n`, 41, 0],
  ['escaped quotes', `${text}${albLine({ userAgent: 'a \\"b\\" 502 c' })}\n`, 41, 0],
  ['IPv6 with ports', `${text}${albLine({ client: '[2001:db8::1]:41234', target: '[2001:db8::2]:8080' })}\n`, 41, 0],
])('%s', async (_, content, requests, malformed) => {
  const { traffic, logFiles } = await told({ 'one.log.gz': content })
  expect(traffic.requests).toBe(requests)
  expect(logFiles.lines).toEqual([['alb-request', requests], ...(malformed > 0 ? [['malformed', malformed]] : [])])
})

test('what came before the end of a truncated object counts, and the rest is a blind spot', async () => {
  const whole = gzipSync(text.repeat(50))
  const { traffic, blindSpots } = await told({ 'cut.log.gz': whole.subarray(0, -20), 'whole.log': text })
  expect(traffic.requests).toBeGreaterThan(40)
  expect(traffic.requests).toBeLessThanOrEqual(40 * 51)
  expect(blindSpots.map(({ what }) => what)).toContain('part of the access logs')
})

test('every width that a log ever had is counted, as a request or as damaged', async () => {
  const { logFiles } = await told({ 'old.log': `${text}${historic.map((fields) => `${albLine({ fields })}\n`).join('')}` })
  const sum = logFiles.lines.reduce((total, [, number]) => total + number, 0)
  expect(sum).toBe(40 + historic.length)
})

test('a folder of garbage leaves the one log in it as it is', async () => {
  const { traffic, logFiles } = await told({
    'a.bin': Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 7919) % 251)),
    'b.gz': Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    'c.json': '{"half": [',
    'd.txt': '',
    'e.log': text,
  })
  expect(traffic).toMatchObject({ requests: 40, gateway502: 4 })
  expect(logFiles.lines[0]).toEqual(['alb-request', 40])
})
