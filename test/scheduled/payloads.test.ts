/** Whatever a log or a tag says, messages stay within their limits and nothing in them acts. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Alert } from '../../src/scheduled/alert.ts'
import { alertOf } from '../../src/scheduled/alert.ts'
import { lineText, outcomeLine, withEmbeddedMetrics } from '../../src/scheduled/log-line.ts'
import { outcomeOf } from '../../src/scheduled/outcome.ts'
import { alertDigest, alertDocument } from '../../src/scheduled/payloads/document.ts'
import { slackMessage } from '../../src/scheduled/payloads/slack.ts'
import { snsMessage } from '../../src/scheduled/payloads/sns.ts'
import { teamsMessage } from '../../src/scheduled/payloads/teams.ts'
import { hostileDiagnosis } from '../report/hostile.ts'
import { refused } from '../report/sample.ts'

const control = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u
const hostile = fc
  .array(hostileDiagnosis, { minLength: 1, maxLength: 3 })
  .map((all) => alertOf('incident', outcomeOf('shop', all, 1), []))

const dangerous = [
  '<!channel>',
  '<!here|x>',
  '<@U123>',
  '<http://evil.example|click>',
  '@everyone',
  '<script>alert(1)</script>',
  '[click](http://evil.example)',
  '<at>everyone</at>',
  'www.evil.example',
  'javascript://x',
  '\u202e\u200b\u0000\u001b[31m',
]
const said = (text: string): Alert => {
  const headline = `${text} ${dangerous.join(' ')}`
  const cause = { ...refused.causes[0], title: headline, summary: headline }
  return alertOf('incident', outcomeOf('shop', [{ ...refused, headline, causes: [cause] as typeof refused.causes }], 1), [])
}
const huge = said('&<>"\u{1f4a3}'.repeat(20_000))

/** Every string in plain data. */
function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}

describe('Slack', () => {
  it.each([
    ['dangerous', said('')],
    ['huge', huge],
  ])('gets nothing that acts in %s text', (_, alert) => {
    const texts = strings(slackMessage(alert))
    for (const text of texts) {
      expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)|:\/\/|@(channel|here|everyone)|www\.e/)
      expect(text).not.toMatch(control)
      expect(text.length).toBeLessThanOrEqual(3000)
    }
  })

  it('gets plain text alone, within the limits of blocks', () => {
    fc.assert(
      fc.property(hostile, (alert) => {
        const { blocks } = slackMessage(alert) as {
          readonly blocks: readonly { readonly text?: { type: string; text: string } }[]
        }
        expect(blocks.length).toBeLessThanOrEqual(50)
        expect(blocks[0]?.text?.text.length).toBeLessThanOrEqual(150)
        for (const { text } of blocks) if (text !== undefined) expect(text.type).toBe('plain_text')
        for (const text of strings(blocks)) expect(text).not.toMatch(/[<>]|:\/\//)
      }),
      { numRuns: 50 },
    )
  })
})

describe('Teams', () => {
  it.each([
    ['dangerous', said('')],
    ['huge', huge],
  ])('gets nothing that acts in %s text', (_, alert) => {
    const body = teamsMessage(alert)
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(28_000)
    const card = JSON.parse(body).attachments[0].content
    expect(card.body.every(({ type }: { readonly type: string }) => type === 'RichTextBlock')).toBe(true)
    for (const text of strings(card.body)) expect(text).not.toMatch(/:\/\/|\]\(|<[!/a-z]/i)
    expect(body).not.toMatch(control)
  })
})

describe('SNS', () => {
  it('gets an ASCII subject below 100 characters, whatever the names', () => {
    fc.assert(
      fc.property(hostile, (alert) => {
        const { subject, text, attribute } = snsMessage(alert)
        expect(subject).toMatch(/^[!-~][ -~]{0,98}$/)
        expect(text).not.toMatch(control)
        expect(() => JSON.parse(attribute)).not.toThrow()
      }),
      { numRuns: 50 },
    )
  })

  it('gets no more than it takes', () => {
    const { text, attribute } = snsMessage(huge)
    expect(Buffer.byteLength(text) + Buffer.byteLength(attribute)).toBeLessThan(100_000)
    expect(Buffer.byteLength(alertDigest(huge))).toBeLessThanOrEqual(8000)
  })
})

describe('EventBridge and the generic webhook', () => {
  it('get all of the diagnosis', () => {
    const alert = alertOf('incident', outcomeOf('shop', [refused], 1), [])
    expect(JSON.parse(alertDocument(alert))).toMatchObject({ kind: 'incident', left: [], diagnoses: [refused] })
  })

  it('get what fits of a large one, and the names of what does not', () => {
    const text = alertDocument(huge)
    expect(Buffer.byteLength(text)).toBeLessThan(256 * 1024)
    expect(JSON.parse(text).left).not.toEqual([])
  })
})

describe('the log', () => {
  it('has one line of JSON for one load balancer, with metrics for what is known', () => {
    fc.assert(
      fc.property(hostileDiagnosis, (diagnosis) => {
        const outcome = outcomeOf('shop', [diagnosis], 1)
        const nothing = { kind: null, sent: [], unsent: [], notes: [] }
        const text = lineText(withEmbeddedMetrics(outcomeLine(outcome, nothing), outcome, nothing, new Date(0)))
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u)
        const line = JSON.parse(text)
        expect(line.LoadBalancer).toMatch(/^[ -~]{1,1024}$/)
        const names: readonly string[] = line._aws.CloudWatchMetrics[0].Metrics.map(({ Name }: { readonly Name: string }) => Name)
        expect(names.every((name) => typeof line[name] === 'number')).toBe(true)
        expect(names.includes('Gateway502')).toBe(diagnosis.traffic.gateway502 !== null)
      }),
      { numRuns: 50 },
    )
  })
})
