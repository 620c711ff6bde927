import { isBuiltin } from 'node:module'
import { describe, expect, it } from 'vitest'
import { loadedWith, readBundle } from './bundle.ts'

const bundle = readBundle()

function sizeOf(names: Iterable<string>): number {
  return [...names].reduce((sum, name) => sum + (bundle.get(name)?.text.length ?? 0), 0)
}

const clients = ['aws-sdk', 'aws-facts', 'aws-logs', 'lambda', 'ecs']

/** The files that the command loads when all AWS clients and the configuration chain are loaded, beside its own. */
function sdkFiles(): readonly string[] {
  const own = loadedWith(bundle, named('aws'))
  const loaded = new Set(clients.flatMap((name) => [...loadedWith(bundle, named(name))]))
  return [...loaded].filter((name) => !own.has(name))
}

/** The file of a chunk. */
function named(chunk: string): string {
  const found = [...bundle.keys()].filter((name) => new RegExp(`^chunks/${chunk}-[\\w-]{8}\\.js$`).test(name))
  expect(found, chunk).toHaveLength(1)
  return found[0] ?? ''
}

describe('the bundled command', () => {
  it('holds every file that one of its files asks for', () => {
    expect(() => loadedWith(bundle, 'bin.js', true)).not.toThrow()
  })

  it('has no file that nothing asks for', () => {
    expect([...bundle.keys()].filter((name) => !loadedWith(bundle, 'bin.js', true).has(name))).toEqual([])
  })

  it('asks for no installed package', () => {
    const packages = [...bundle.values()].flatMap(({ text }) =>
      [...text.matchAll(/(?:\bfrom|\bimport)"(@?[a-z][\w./@:-]*)"/g)].flatMap(([, name = '']) => (isBuiltin(name) ? [] : [name])),
    )
    expect(packages).toEqual([])
  })

  it('answers --version from a few kilobytes', () => {
    expect(sizeOf(loadedWith(bundle, 'bin.js'))).toBeLessThan(8_000)
  })

  it.each(['explain', 'demo', 'causes', 'settle', 'permissions', 'logs', 'aws'])('%s begins without the AWS SDK', (command) => {
    const sdk = new Set(clients.map(named))
    expect([...loadedWith(bundle, named(command))].filter((name) => sdk.has(name))).toEqual([])
  })

  it.each(['explain', 'demo', 'causes', 'settle', 'permissions', 'logs', 'aws', 'azure'])(
    '%s begins without the Azure SDK',
    (command) => {
      const loaded = [...loadedWith(bundle, named(command))]
      expect(loaded).not.toContain(named('azure-sdk'))
      expect(loaded).not.toContain(named('arm-network'))
    },
  )

  it('speaks to Azure from at most 100 KB, without what reads blobs or looks for credentials', () => {
    const own = loadedWith(bundle, named('azure'))
    const loaded = [...loadedWith(bundle, named('azure-sdk'))].filter((name) => !own.has(name))
    expect(sizeOf(loaded)).toBeLessThan(100_000)
  })

  it('asks about networks from at most 200 KB more, of the megabyte that the official client has', () => {
    const before = loadedWith(bundle, named('azure-sdk'))
    const loaded = [...loadedWith(bundle, named('arm-network'))].filter((name) => !before.has(name))
    expect(sizeOf(loaded)).toBeLessThan(200_000)
  })

  it('needs the official client for nothing before there is a token', () => {
    const client = named('arm-network')
    const needing = [...bundle.values()].filter(({ imports }) => imports.includes(client)).map(({ name }) => name)
    expect(needing).toEqual([named('blob-client')])
  })

  it('loads all eight AWS clients from at most 600 KB', () => {
    expect(sizeOf(sdkFiles())).toBeLessThan(600_000)
  })
})
