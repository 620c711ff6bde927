import { afterEach, describe, expect, test } from 'vitest'
import { callInfo, callNames } from '../../src/aws/call-names.ts'
import type { ServiceName } from '../../src/aws/connection.ts'
import { connectors } from '../../src/aws/connectors.ts'
import { shapes } from '../../src/aws/paging.ts'
import { permissionsAws } from '../../src/aws/permissions.ts'
import { type MockedAws, mockAws } from './mock-aws.ts'

const settings = {
  region: 'eu-west-1',
  credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }),
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 1, requestTimeout: 1, throwOnRequestTimeout: true, socketTimeout: 1 },
  ownS3Endpoint: false,
}
/** A query of CloudWatch Logs reads, and leaves nothing behind. */
const readVerbs = /^(Describe|Get|List|Lookup|Filter)[A-Z]|^St(art|op)Query$/
const streamed = ['s3:GetObject', 'logs:FilterLogEvents', 'logs:StartQuery', 'logs:GetQueryResults', 'logs:StopQuery']

let aws: MockedAws
afterEach(() => aws?.restore())

describe('the table of calls', () => {
  test('names read operations only', () => {
    for (const name of callNames) expect(name.split(':')[1]).toMatch(readVerbs)
  })

  test('knows how to put together every call that can be asked', () => {
    expect(Object.keys(shapes).sort()).toEqual(callNames.filter((name) => !streamed.includes(name)).sort())
  })

  test('sends the command that the call is named after, and no other', async () => {
    aws = mockAws({})
    const expected: string[] = []
    for (const service of Object.keys(connectors) as ServiceName[]) {
      const { senders, close } = await connectors[service](settings)
      for (const [call, send] of Object.entries(senders)) {
        expected.push(call)
        await expect(send({}, { abortSignal: new AbortController().signal })).rejects.toThrow(`no handler for ${call}`)
      }
      close()
    }
    expect(aws.sent.map(({ call }) => call)).toEqual(expected)
    expect(expected.sort()).toEqual(Object.keys(shapes).sort())
  })
})

describe('the policy', () => {
  const { Statement } = permissionsAws()
  const actions = Statement.flatMap(({ Action }) => Action)

  test('allows exactly the permissions of the calls', () => {
    expect([...actions].sort()).toEqual([...new Set(callNames.map((name) => callInfo(name).permission))].sort())
    expect(actions).toContain('s3:ListBucket')
    expect(actions).not.toContain('s3:ListObjectsV2')
  })

  test('allows reading only, and nothing by wildcard', () => {
    for (const action of actions)
      expect(action).toMatch(/^[a-z0-9]+:((Describe|Get|List|Lookup|Filter)[A-Za-z]+|St(art|op)Query)$/)
  })

  test('has a valid and unique id for each statement', () => {
    const ids = Statement.map(({ Sid }) => Sid)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9]+$/)
  })
})
