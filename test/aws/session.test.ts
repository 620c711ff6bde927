import { afterEach, describe, expect, test, vi } from 'vitest'
import { type AwsSession, openSession } from '../../src/aws/session.ts'
import { type Reply, type ScriptedServer, serveAws, xml, xmlError } from './http-server.ts'

const region = 'eu-west-1'
const groups = '<TargetGroups><member><TargetGroupName>web</TargetGroupName><Port>80</Port></member></TargetGroups>'
const groupsAnswer = { ok: true, output: { TargetGroups: [{ TargetGroupName: 'web', Port: 80 }] } }

let server: ScriptedServer
let session: AwsSession

async function open(reply: Reply): Promise<AwsSession> {
  server = await serveAws(reply)
  session = openSession()
  return session
}

afterEach(async () => {
  session.close()
  await server.close()
  vi.unstubAllEnvs()
})

const describeGroups = (open: AwsSession) => open.read('elasticloadbalancing:DescribeTargetGroups', region, { Names: ['web'] })

describe('a session over the wire', () => {
  test('reads the region of the environment', async () => {
    expect(await (await open(() => {})).region()).toBe(region)
  })

  test('is patient when throttled', async () => {
    const aws = await open((_, response, index) =>
      index < 2 ? xmlError(response, 400, 'Throttling', 'Rate exceeded') : xml(response, 'DescribeTargetGroups', groups),
    )
    expect(await describeGroups(aws)).toEqual(groupsAnswer)
    expect(server.requests).toHaveLength(3)
  })

  test('says throttled when patience does not help', async () => {
    const aws = await open((_, response) => xmlError(response, 400, 'Throttling', 'Rate exceeded'))
    expect(await describeGroups(aws)).toEqual({ ok: false, gap: 'throttled', code: 'Throttling', message: 'Rate exceeded' })
    expect(server.requests.length).toBeGreaterThan(2)
  })

  test('tries again after a reset connection', async () => {
    const aws = await open((request, response, index) => {
      if (index === 0) request.socket.resetAndDestroy()
      else xml(response, 'DescribeTargetGroups', groups)
    })
    expect(await describeGroups(aws)).toEqual(groupsAnswer)
  })

  test('does not argue with a refusal', async () => {
    const aws = await open((_, response) => xmlError(response, 403, 'AccessDenied', 'User is not authorized'))
    expect(await describeGroups(aws)).toMatchObject({ ok: false, gap: 'denied', code: 'AccessDenied' })
    expect(server.requests).toHaveLength(1)
  })

  test.each([
    ['a web page', '<html><body>Welcome</body></html>'],
    ['cut XML', '<DescribeTargetGroupsResponse><DescribeTargetGroupsResult><TargetGr'],
    ['nothing', ''],
    ['JSON', '{"TargetGroups": []}'],
  ])('takes %s for a failure and not for an empty list', async (_, body) => {
    const aws = await open((_request, response) => response.writeHead(200, { 'content-type': 'text/xml' }).end(body))
    expect(await describeGroups(aws)).toMatchObject({ ok: false, gap: 'failed' })
  })

  test('takes an empty list for an empty list', async () => {
    const aws = await open((_, response) => xml(response, 'DescribeTargetGroups', '<TargetGroups/>'))
    expect(await describeGroups(aws)).toEqual({ ok: true, output: { TargetGroups: [] } })
  })

  test('reads all pages', async () => {
    const page = (name: string, marker: string) =>
      `<TargetGroups><member><TargetGroupName>${name}</TargetGroupName></member></TargetGroups>${marker}`
    const aws = await open((_, response, index) =>
      xml(response, 'DescribeTargetGroups', index === 0 ? page('a', '<NextMarker>m1</NextMarker>') : page('b', '')),
    )
    expect(await describeGroups(aws)).toEqual({
      ok: true,
      output: { TargetGroups: [{ TargetGroupName: 'a' }, { TargetGroupName: 'b' }] },
    })
    expect(server.requests[1]?.body).toContain('Marker=m1')
  })

  test('gives up a list whose second page is refused', async () => {
    const aws = await open((_, response, index) =>
      index === 0
        ? xml(response, 'DescribeTargetGroups', `${groups}<NextMarker>m1</NextMarker>`)
        : xmlError(response, 403, 'AccessDenied', 'no'),
    )
    expect(await describeGroups(aws)).toMatchObject({ ok: false, gap: 'denied' })
  })

  test('asks once for what two runs want at the same time, and again after a failure', async () => {
    const aws = await open((_, response, index) =>
      index === 0 ? xmlError(response, 403, 'AccessDenied', 'no') : xml(response, 'DescribeTargetGroups', groups),
    )
    const [first, second] = await Promise.all([describeGroups(aws), describeGroups(aws)])
    expect(first).toBe(second)
    expect(server.requests).toHaveLength(1)
    expect(await describeGroups(aws)).toEqual(groupsAnswer)
    expect(await describeGroups(aws)).toEqual(groupsAnswer)
    expect(server.requests).toHaveLength(2)
  })

  test.each([
    '<IsTruncated>false</IsTruncated>',
    '<Name>logs</Name>',
    '<KeyCount>0</KeyCount>',
    '<Contents><Key>a</Key></Contents>',
  ])('takes a listing with no more than %s for one', async (fields) => {
    const listing = `<ListBucketResult>${fields}</ListBucketResult>`
    const aws = await open((_, response) => response.writeHead(200, { 'content-type': 'application/xml' }).end(listing))
    expect(await aws.read('s3:ListObjectsV2', region, { Bucket: 'logs' })).toMatchObject({ ok: true })
  })

  test('speaks to S3 by path behind an endpoint of the user', async () => {
    const listing = '<ListBucketResult><Name>logs</Name><IsTruncated>false</IsTruncated></ListBucketResult>'
    const aws = await open((_, response) => response.writeHead(200, { 'content-type': 'application/xml' }).end(listing))
    const answer = await aws.read('s3:ListObjectsV2', region, { Bucket: 'logs', Prefix: 'a/' })
    expect(answer).toMatchObject({ ok: true, output: { Name: 'logs' } })
    expect(server.requests[0]?.line).toMatch(/^GET \/logs\/\?/)
  })
})
