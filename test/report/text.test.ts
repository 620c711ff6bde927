import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Diagnosis } from '../../src/core/diagnosis.ts'
import { renderJson } from '../../src/report/json.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { renderText } from '../../src/report/text.ts'
import { hostileDiagnosis } from './hostile.ts'
import { clear, inconclusive, refused } from './sample.ts'

const reading = { calls: 25, answered: 23, logLines: 33000 }

test('leads with the verdict, then the path, causes, what was ruled out, risks, changes and blind spots', () => {
  const report = renderText([refused], { reading, width: 90 })
  expect(report).toMatchInlineSnapshot(`
    "Explained: Targets refuse connections on port 8080: 412 of 430 502s
    shop / web · 2026-01-31 13:00 to 14:00 UTC
    33,000 requests (access log): 412 x 502 made by the load balancer, 18 x 502 passed on from
    a backend.
    Not failures of this leg: 12 x 460, 3 x backend 500.
    Failing 2026-01-31 13:02 to 13:03 UTC, most at 13:03 (423 in that minute).
    1 thing could not be seen, listed below.

    Request path
      ✓ listener 443: HTTPS, forwards to web
      ✓ load balancer: active in 2 zones
      ? network: security groups could not be read
      ✗ backends: 2 of 2 refuse connections on port 8080

    Causes
    1. Proven: The backend refuses connections on its traffic port
       [port-closed] · explains 412 of 430 failing requests (96 %) · affects i-0abc:8080 and
       i-0def:8080
       i-0abc and i-0def answer the connection attempt on port 8080 with a reset: nothing
       listens there. The load balancer counted 412 connection errors, and as many 502s carry
       no processing time at all.
       Because
       • metric: TargetConnectionErrorCount rose to 7/min at 13:02 (cloudwatch:GetMetricData)
       • access log: 412 requests failed with -1 -1 -1 before dispatch (s3:GetObject)
       Against it
       • health: i-0abc:8080 is healthy (elasticloadbalancing:DescribeTargetHealth)

       Fix: Register the port the application listens on
            low risk, 2-5 min, effect cannot be verified from here
         aws elbv2 register-targets --region eu-west-1 --target-group-arn arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067 --targets Id=i-0abc,Port=3000
       More: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html

    2. Possible: The backend made the 502 itself
       [backend-answered-502]
       18 requests carry a 502 of the backend.

    Ruled out
      • route-broken: subnet-a -> subnet-b is local in rtb-1

    Risks, not failing now
      ! Probes ask port 9000, traffic goes to 8080 [probe-port-mismatch]

    Changes (UTC)
      ! 2026-01-31 13:01:30  RegisterTargets web (deploy)
        2026-01-31 13:20  ModifyRule web (ops)

    Seen but not understood
      • target group attribute new.key

    Could not see
      ? security groups: access denied, grant ec2:DescribeSecurityGroups
        may hide: traffic-blocked
        User is not authorized to perform this operation

    2026-01-31 13:00 to 14:00 UTC · 23 of 25 calls answered · 33,000 log lines read · lb502
    0.1.0
    "
  `)
})

test('wraps prose to the width and never a command', () => {
  const command = refused.causes[0]?.fixes[0]?.commands[0] ?? ''
  for (const width of [60, 80, 100]) {
    const lines = renderText([refused], { reading, width }).split('\n')
    expect(lines).toContain(`     ${command}`)
    const tooLong = lines.filter(
      (line) => line.length > width && line.includes(' ', 10) && !line.includes('aws elbv2') && !line.includes('https:'),
    )
    expect(tooLong).toEqual([])
  }
})

test('several: one line each, the failing ones in full, and what the others still have to say', () => {
  const report = renderText([clear, refused, inconclusive], { width: 100 })
  const lines = report.split('\n')
  expect(lines[0]).toBe('shop / api   Clear         Nothing fails: 33,000 requests, no 502')
  expect(lines[1]).toBe('shop / web   Explained     Targets refuse connections on port 8080: 412 of 430 502s')
  expect(lines[2]).toBe('shop / jobs  Inconclusive  Nothing found failing, but metrics could not be read')
  expect(report.match(/^Request path$/gm)).toHaveLength(1)
  expect(report).toContain('Risks elsewhere, not failing now\n  ! shop / api: Probes ask port 9000')
  expect(report).toContain('Could not see elsewhere\n  ? security groups: access denied, grant ec2:DescribeSecurityGroups')
})

test('traffic that is not known is not shown as zero', () => {
  expect(renderText([inconclusive])).toContain('Requests could not be counted.')
  const partly = { ...clear, traffic: { ...clear.traffic, gateway504: null } }
  expect(renderText([partly])).toContain('33,000 requests (access log): how many 504 is not known.')
  expect(renderText([clear])).toContain('33,000 requests (access log): no 502, 503 or 504.')
})

test('long lists are cut and say so', () => {
  const changes = Array.from({ length: 40 }, (_, index) => ({
    at: `2026-01-31T13:${String(index).padStart(2, '0')}:00.000Z`,
    who: 'ops',
    what: `change ${index}`,
    suspicious: index === 3,
  }))
  const report = renderText([{ ...refused, changes, unmodelled: changes.map((change) => change.what) }])
  expect(report).toContain('  ! 2026-01-31 13:03  change 3 (ops)')
  expect(report).toContain('    2026-01-31 13:39  change 39 (ops)')
  expect(report).not.toContain('change 30 (ops)')
  expect(report).toContain('    and 30 more, see --json')
  expect(report).toContain('    and 35 more, see --json')
})

test('ASCII marks leave nothing beyond ASCII in a report of ASCII data', () => {
  expect(renderText([refused, clear], { unicode: false })).toMatch(/^[\x20-\x7e\n]*$/)
})

test('colours are the only escape sequences, and without colour there are none', () => {
  fc.assert(
    fc.property(hostileDiagnosis, fc.boolean(), (diagnosis, several) => {
      const diagnoses = several ? [diagnosis, { ...diagnosis, verdict: 'clear' as const }] : [diagnosis]
      const bare = renderText(diagnoses, { reading })
      expect(bare.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u)
      const painted = renderText(diagnoses, { reading, color: true })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the sequences the palette makes
      const stripped = painted.replace(/\u001b\[(?:1|2|22|31|32|33|39)m/g, '')
      expect(stripped.replace(/ +$/gm, '')).toBe(bare)
    }),
  )
})

test('says once that a cause is only suspected', () => {
  const suspected: Diagnosis = { ...refused, verdict: 'suspected', headline: 'Possibly: Backends close idle connections' }
  expect(renderText([suspected]).split('\n')[0]).toBe('Suspected: Backends close idle connections')
  expect(renderText([suspected, clear])).not.toContain('Possibly')
  expect(renderMarkdown([suspected]).split('\n')[0]).toBe('## Suspected: Backends close idle connections')
  expect(JSON.parse(renderJson([suspected], { wrap: false })).headline).toBe('Possibly: Backends close idle connections')
})

test('an empty headline does not swallow the verdict', () => {
  expect(renderText([{ ...clear, headline: '' }]).split('\n')[0]).toBe('Clear:')
})

test('hostile text makes no line of its own', () => {
  const headline = 'fine\n\nClear: all is well'
  const lines = renderText([{ ...refused, headline }]).split('\n')
  expect(lines[0]).toBe('Explained: fine\\n\\nClear: all is well')
})
