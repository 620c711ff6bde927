import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Alert } from '../../src/scheduled/announce.ts'
import { alertEvent } from '../../src/scheduled/payloads/event.ts'
import { slackPayload } from '../../src/scheduled/payloads/slack.ts'
import { plainText, storyOf } from '../../src/scheduled/payloads/story.ts'
import { teamsPayload } from '../../src/scheduled/payloads/teams.ts'
import { account } from './accounts.ts'

function alertSaying(text: string): Alert {
  const cause = { id: 'port-closed', certainty: 'proven', title: text, summary: text, firstFix: text }
  const pool = { name: text, verdict: 'explained', headline: text, causes: [cause] } as const
  return {
    ...{ occasion: 'changed', since: '2026-09-01T12:00:00.000Z', stateless: false },
    account: account({ name: text, balancerId: text, pools: [pool] }),
  }
}

const hostile = fc.oneof(
  fc.constantFrom(
    '<!channel>',
    '<@U123>',
    '<https://evil.example|click>',
    '<script>alert(1)</script>',
    '[click](https://evil.example)',
    '**bold** _x_ `code`',
    '{{DATE(2026-09-01T12:00:00Z)}}',
    '\u001b[31m\u202e\u200b\u0000',
    '&lt;!channel&gt;',
    'x'.repeat(100_000),
    '😀'.repeat(50_000),
  ),
  fc.string({ unit: 'binary' }),
)

/** Every text of a payload, wherever it stands. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

describe('whatever stands in the logs', () => {
  test('Slack gets no mention and no link, and no more than it takes', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const payload = slackPayload(alertSaying(text))
        expect(payload.text).not.toMatch(/[<>]/)
        expect(payload.blocks.length).toBeLessThanOrEqual(50)
        for (const { text: section, elements = [] } of payload.blocks) {
          for (const one of section === undefined ? elements : [section]) {
            expect(one.type).toBe('plain_text')
            expect(one.text.length).toBeLessThanOrEqual(3000)
          }
        }
      }),
    )
  })

  test('Teams gets no markup', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { body } = teamsPayload(alertSaying(text)).attachments[0].content
        for (const block of body) {
          // What is left when escaped marks are taken away holds none.
          expect(block.text.replace(/\\[^\p{L}\p{N}\s]/gu, '')).not.toMatch(/[[\]()*_`{}<>#~|]/)
        }
        expect(JSON.stringify(body).length).toBeLessThan(25_000)
      }),
    )
  })

  test('plain text has no control character but line breaks of its own', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(plainText(storyOf(alertSaying(text)))).not.toMatch(/[^\P{Cc}\n]|[\p{Bidi_Control}\u200b]/u)
      }),
    )
  })

  test('an event is data that is small enough for a bus', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const pools = Array.from({ length: 200 }, () => alertSaying(text).account.pools).flat()
        const event = alertEvent({ ...alertSaying('shop'), account: account({ pools }) })
        expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(256 * 1024)
      }),
      { numRuns: 30 },
    )
  })
})

test.each([
  ['new', 'shop fails'],
  ['changed', 'shop fails in another way'],
  ['reminder', 'shop still fails'],
  ['owed', 'shop fails'],
] as const)('%s reads %s', (occasion, title) => {
  expect(storyOf({ occasion, account: account(), since: null, stateless: false }).title).toBe(title)
})

test('a message tells what is the matter, how often, and what to do', () => {
  const text = plainText(storyOf({ occasion: 'new', account: account(), since: null, stateless: true }))
  expect(text).toMatch(/^shop fails\n\nweb: Backends refuse connections on port 8080: 60 of 60 502s\n- proven: The backend/)
  expect(text).toContain('Fix: Start the service')
  expect(text).toContain('60 × 502 by the load balancer')
  expect(text).toContain('this comes again with every run')
  expect(textsIn(slackPayload({ occasion: 'new', account: account(), since: null, stateless: true })).join('\n')).toContain(
    'Start the service',
  )
})
