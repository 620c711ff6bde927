import { describe, expect, test } from 'vitest'
import { athenaTable, linePattern, tableColumns } from '../../../src/aws/logs/athena-ddl.ts'
import { albLine } from '../../fakes/logs/alb-lines.ts'

/** What the table has in each column for the line; undefined for a line that it cannot read. */
function columnsOf(line: string): Readonly<Record<string, string | undefined>> | undefined {
  const groups = new RegExp(`^${linePattern}$`).exec(line)?.slice(1)
  return groups && Object.fromEntries(tableColumns.map(([name], index) => [name, groups[index]]))
}

describe('the table', () => {
  test('has as many columns as its pattern has groups', () => {
    expect(new RegExp(`${linePattern}|`).exec('')).toHaveLength(tableColumns.length + 1)
    expect(new Set(tableColumns.map(([name]) => name)).size).toBe(tableColumns.length)
  })

  test('finds its folders day by day', () => {
    const ddl = athenaTable('logs.alb', { bucket: 'b', prefix: 'front', account: '111122223333', region: 'eu-west-1' })
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the table's own placeholder
    expect(ddl).toContain("'s3://b/front/AWSLogs/111122223333/elasticloadbalancing/eu-west-1/${day}'")
    expect(ddl).toMatch(/^CREATE EXTERNAL TABLE IF NOT EXISTS logs.alb \(/)
    expect(athenaTable('t')).toContain('s3://<bucket>/<prefix>/AWSLogs/<account>/')
    // A backslash would have to be escaped, and be read as another by some clients.
    expect(ddl).not.toContain('\\')
  })

  test.each([12, 17, 20, 25, 29, 30, 33, 34, 36, 40])('reads lines of %i fields as far as they go', (fields) => {
    const line = albLine({ fields })
    const columns = columnsOf(line)
    if (fields < 17) expect(columns).toBeUndefined()
    else
      expect(columns).toMatchObject({
        elb_status_code: line.split(' ')[8],
        target_group_arn: line.split(' arn:')[1] && expect.stringMatching(/^arn:/),
      })
    if (fields >= 25) expect(columns?.lambda_error_reason).toBe('-')
  })

  test.each([
    [{ target: null }, { target_ip: '', target_port: '' }],
    [{ request: '- http://shop.example.com:80- -' }, { request_verb: '-' }],
    [{ request: '- - - ' }, { request_verb: '-' }],
    [{ request: 'GET http://h:8080- ' }, { request_verb: 'GET' }],
    [{ request: 'GET https://h:443/a b?c HTTP/1.1' }, { request_verb: 'GET', request_url: 'https://h:443/a b?c' }],
    [{ userAgent: String.raw`odd \"quoted\" agent` }, { user_agent: String.raw`odd \"quoted\" agent` }],
  ])('reads what clients send: %j', (given, expected) => {
    expect(columnsOf(albLine(given))).toMatchObject(expected)
  })
})
