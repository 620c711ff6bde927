/** Every store takes a write only over what was read, as far as its service can. */
import {
  GetParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm'
import { mockClient } from 'aws-sdk-client-mock'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ClientSettings } from '../../src/aws/connection.ts'
import { s3Store } from '../../src/aws/scheduled/s3-store.ts'
import { ssmStore } from '../../src/aws/scheduled/ssm-store.ts'
import { blobStore } from '../../src/azure/scheduled/blob-store.ts'
import { type StateStore, stateName } from '../../src/scheduled/state-store.ts'
import { startObjectStore } from '../fakes/object-store.ts'

const settings: ClientSettings = {
  region: 'eu-central-1',
  credentials: async () => ({ accessKeyId: 'fake', secretAccessKey: 'fake' }),
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 1000, throwOnRequestTimeout: true, socketTimeout: 1000 },
  ownS3Endpoint: true,
}

async function s3(): Promise<StateStore> {
  const fake = await startObjectStore()
  onTestFinished(() => fake.close())
  const withEndpoint = { ...settings, endpoint: fake.url }
  return s3Store({ bucket: 'states', prefix: 'lb502/' }, withEndpoint)
}

async function blobs(): Promise<StateStore> {
  const fake = await startObjectStore()
  onTestFinished(() => fake.close())
  return blobStore({ url: `${fake.url}/states`, prefix: 'lb502/' }, { getToken: async () => null })
}

/** Parameters with versions that count up, as Systems Manager keeps them. */
async function parameters(): Promise<StateStore> {
  const kept = new Map<string, string[]>()
  const client = mockClient(SSMClient)
  onTestFinished(() => client.restore())
  const about = { message: '', $metadata: {} }
  client.on(GetParameterCommand).callsFake(({ Name }: { readonly Name: string }) => {
    const [name = '', asked] = Name.split(':')
    const versions = kept.get(name)
    if (versions === undefined) throw new ParameterNotFound(about)
    const version = asked === undefined ? versions.length : Number(asked)
    return { Parameter: { Value: versions[version - 1], Version: version } }
  })
  client.on(PutParameterCommand).callsFake(({ Name, Value, Overwrite }) => {
    const versions = kept.get(Name) ?? []
    if (versions.length > 0 && Overwrite !== true) throw new ParameterAlreadyExists(about)
    kept.set(Name, [...versions, Value])
    return { Version: versions.length + 1 }
  })
  return ssmStore('/lb502/prod', settings)
}

describe.each([
  ['S3', s3],
  ['Blob Storage', blobs],
  ['Systems Manager', parameters],
] as const)('%s', (_, open) => {
  it('gives back what it was given', async () => {
    const store = await open()
    expect(await store.read('shop')).toBeNull()
    expect(await store.write('shop', 'first', null)).not.toBeNull()
    const first = await store.read('shop')
    expect(first?.text).toBe('first')
    const version = await store.write('shop', 'second', first)
    expect(await store.read('shop')).toEqual({ text: 'second', version })
    expect(await store.read('other')).toBeNull()
  })

  it('creates once', async () => {
    const store = await open()
    await store.write('shop', 'mine', null)
    expect(await store.write('shop', 'theirs', null)).toBeNull()
    expect((await store.read('shop'))?.text).toBe('mine')
  })

  it('overwrites once what two have read', async () => {
    const store = await open()
    await store.write('shop', 'before', null)
    const read = await store.read('shop')
    expect(await store.write('shop', 'mine', read)).not.toBeNull()
    expect(await store.write('shop', 'theirs', read)).toBeNull()
    expect((await store.read('shop'))?.text).toBe('mine')
  })
})

it('names state after what it is of, in letters that every store takes', () => {
  const arn = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/shop/0123456789abcdef'
  expect(stateName(arn)).toMatch(/^shop-[0-9a-f]{24}\.json$/)
  expect(stateName('../../x y')).toMatch(/^[A-Za-z0-9-]+\.json$/)
  expect(stateName('/subscriptions/A')).toBe(stateName('/subscriptions/A'))
})
