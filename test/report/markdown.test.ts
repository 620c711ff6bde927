import fc from 'fast-check'
import { expect, test } from 'vitest'
import { code, fenced, prose } from '../../src/report/markdown/inline.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { hostileDiagnosis } from './hostile.ts'
import { clear, inconclusive, refused } from './sample.ts'

test.each([
  ['412 of 430 requests (96 %) at 13:02, -1 -1 -1.', '412 of 430 requests (96 %) at 13:02, -1 -1 -1.'],
  ['sg-lb -> sg-app tcp/8080 is allowed', 'sg-lb -&gt; sg-app tcp/8080 is allowed'],
  ['see http://evil.example/x', 'see `http://evil.example/x`'],
  ['by @everyone #12', 'by `@everyone` `#12`'],
  ['a_b *c* [d](e)', '`a_b` `*c*` `[d](e)`'],
  ['<script>', '&lt;`script`&gt;'],
  ['a|b', '`a|b`'],
  ['- no list', '`-` no list'],
  ['2. no list', '`2.` no list'],
  ['a tick ` alone', 'a tick `` ` `` alone'],
])('prose %j', (text, expected) => {
  expect(prose(text).markdown).toBe(expected)
})

test('code spans and fences outlast the backticks inside', () => {
  expect(code('a``b').markdown).toBe('```a``b```')
  expect(fenced(['echo ````'], 'sh')).toBe('`````sh\necho ````\n`````')
})

test('the report of an incident', () => {
  expect(renderMarkdown([refused], { reading: { calls: 25, answered: 23, logLines: 33000 } })).toMatchInlineSnapshot(`
    "## Explained: Targets refuse connections on port 8080: 412 of 430 502s

    **shop / web**, 2026-01-31 13:00 to 14:00 UTC. 33,000 requests (access log): 412 x 502 made by the load balancer, 18 x 502 passed on from a backend. Not failures of this leg: 12 x 460, 3 x backend 500. Failing 2026-01-31 13:02 to 13:03 UTC, most at 13:03 (423 in that minute).

    ### Request path

    - ✓ **listener 443** HTTPS, forwards to web
    - ✓ **load balancer** active in 2 zones
    - ? **network** security groups could not be read
    - ✗ **backends** 2 of 2 refuse connections on port 8080

    ### Causes

    #### 1. Proven: The backend refuses connections on its traffic port (\`port-closed\`)

    i-0abc and i-0def answer the connection attempt on port 8080 with a reset: nothing listens there. The load balancer counted 412 connection errors, and as many 502s carry no processing time at all.

    This explains 412 of 430 failing requests (96 %).

    Affects \`i-0abc:8080\`, \`i-0def:8080\`.

    **Because**

    - metric: TargetConnectionErrorCount rose to 7/min at 13:02 (\`cloudwatch:GetMetricData\`)
    - access log: 412 requests failed with -1 -1 -1 before dispatch (\`s3:GetObject\`)

    **Against it**

    - health: i-0abc:8080 is healthy (\`elasticloadbalancing:DescribeTargetHealth\`)

    **Fix:** Register the port the application listens on (low risk, 2-5 min, effect cannot be verified from here)

    \`\`\`sh
    aws elbv2 register-targets --region eu-west-1 --target-group-arn arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067 --targets Id=i-0abc,Port=3000
    \`\`\`

    More: [documentation](https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html)

    #### 2. Possible: The backend made the 502 itself (\`backend-answered-502\`)

    18 requests carry a 502 of the backend.

    ### Ruled out

    - \`route-broken\`: subnet-a -&gt; subnet-b is local in rtb-1

    ### Risks, not failing now

    - Probes ask port 9000, traffic goes to 8080 (\`probe-port-mismatch\`)

    ### Changes (UTC)

    - 2026-01-31 13:01:30 RegisterTargets web (\`deploy\`, **suspicious**)
    - 2026-01-31 13:20 ModifyRule web (\`ops\`)

    ### Seen but not understood

    - target group attribute new.key

    ### Could not see

    - security groups: access denied, grant ec2:DescribeSecurityGroups. May hide: traffic-blocked. User is not authorized to perform this operation

    ---

    2026-01-31 13:00 to 14:00 UTC, 23 of 25 calls answered, 33,000 log lines read, lb502 0.1.0
    "
  `)
})

test('several: one line each, the failing ones in full, and what the others still have to say', () => {
  const report = renderMarkdown([clear, refused, inconclusive])
  expect(report).toContain('- **shop / api**: Clear. Nothing fails: 33,000 requests, no 502\n- **shop / web**: Explained.')
  expect(report.match(/^### Request path$/gm)).toHaveLength(1)
  expect(report).toContain('### Risks elsewhere, not failing now\n\n- shop / api: Probes ask port 9000')
  expect(report).toContain('### Could not see elsewhere')
})

test('hostile strings stay inert: no HTML, no link, no mention, no block of their own', () => {
  const shape = renderMarkdown([refused]).split('\n').length
  fc.assert(
    fc.property(hostileDiagnosis, (diagnosis) => {
      const report = renderMarkdown([diagnosis])
      expect(report.split('\n').length).toBeLessThanOrEqual(shape)
      const outside = withoutCode(report)
      expect(outside).not.toMatch(/[<>@[\]|\\~^$]|:\/\/|www\.|#\d/)
      expect(outside).not.toMatch(/^(?:[-*+]|\d+\.) (?:[-*+]|\d+[.)]|#+|>) /m)
      expect(report.replace(fences, '')).not.toMatch(/[<>]/)
    }),
  )
})

const fences = /^(`{3,})sh\n[^\n]*\n\1$/gm

/** What is left when fenced blocks and code spans are taken out, as CommonMark finds them. */
function withoutCode(markdown: string): string {
  return markdown
    .replace(fences, '')
    .split('\n')
    .map((line) => line.replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, ''))
    .join('\n')
}
