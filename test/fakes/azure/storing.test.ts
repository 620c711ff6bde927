import { describe, expect, it } from 'vitest'
import { worldOf } from '../../scenarios/azure-worlds/build.ts'
import { shopPlan } from '../../scenarios/azure-worlds/plan.ts'
import { type Answered, type Asking, start, storage } from './start.ts'

const world = {
  ...worldOf(shopPlan),
  blobs: { 'shoplogs/logs/y=2026/a.json': '0123456789', 'shoplogs/logs/y=2026/b.json': 'b', 'shoplogs/logs/y=2027/c.json': 'c' },
}

async function askStorage(path: string, asking: Asking = {}, pageSize?: number): Promise<Answered> {
  const { ask } = await start(world, pageSize === undefined ? {} : { pageSize })
  return ask(`/shoplogs${path}`, { audience: storage, ...asking })
}

const textsIn = ({ text }: Answered, tag: string): readonly string[] =>
  [...text.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map(([, inner = '']) => inner)

describe('a container', () => {
  const list = '/logs?restype=container&comp=list'

  it('lists blobs under a prefix, with their lengths', async () => {
    const answered = await askStorage(`${list}&prefix=y=2026/`)
    expect(textsIn(answered, 'Name')).toEqual(['y=2026/a.json', 'y=2026/b.json'])
    expect(textsIn(answered, 'Content-Length')).toEqual(['10', '1'])
  })

  it('lists folders where there is a delimiter', async () => {
    expect(textsIn(await askStorage(`${list}&delimiter=/`), 'Name')).toEqual(['y=2026/', 'y=2027/'])
  })

  it('comes in pages', async () => {
    const first = await askStorage(list, {}, 2)
    const [marker = ''] = textsIn(first, 'NextMarker')
    expect(textsIn(first, 'Name')).toHaveLength(2)
    expect(textsIn(await askStorage(`${list}&marker=${marker}`, {}, 2), 'Name')).toEqual(['y=2027/c.json'])
  })

  it('may not exist', async () => {
    expect(await askStorage('/nothing?restype=container&comp=list')).toMatchObject({
      status: 404,
      headers: { 'x-ms-error-code': 'ContainerNotFound' },
    })
  })
})

describe('a blob', () => {
  it('comes whole, or by range', async () => {
    expect(await askStorage('/logs/y=2026/a.json')).toMatchObject({ status: 200, text: '0123456789' })
    const part = await askStorage('/logs/y=2026/a.json', { headers: { 'x-ms-range': 'bytes=2-4' } })
    expect(part).toMatchObject({ status: 206, text: '234', headers: { 'content-range': 'bytes 2-4/10' } })
    const tail = await askStorage('/logs/y=2026/a.json', { headers: { range: 'bytes=7-' } })
    expect(tail).toMatchObject({ status: 206, text: '789' })
  })

  it.each([
    [404, 'BlobNotFound', '/logs/nothing', {}],
    [416, 'InvalidRange', '/logs/y=2026/a.json', { headers: { range: 'bytes=10-' } }],
    [405, 'UnsupportedHttpVerb', '/logs/y=2026/a.json', { method: 'PUT' }],
    [401, 'InvalidAuthenticationInfo', '/logs/y=2026/a.json', { audience: 'https://management.azure.com' }],
  ])('%d %s', async (status, code, path, asking) => {
    expect(await askStorage(path, asking)).toMatchObject({ status, headers: { 'x-ms-error-code': code } })
  })
})
