import { describe, expect, it } from 'vitest'
import { loadedWith, readBundle } from './bundle.ts'

const bundle = readBundle()

function sizeOf(names: Iterable<string>): number {
  return [...names].reduce((sum, name) => sum + (bundle.get(name)?.text.length ?? 0), 0)
}

const services = ['elasticloadbalancing', 'ec2', 'cloudwatch', 'lambda', 'ecs', 'cloudtrail', 'logs', 's3']

/** The files that are loaded when all AWS clients and the configuration chain are. */
function sdkFiles(): Set<string> {
  const names = [...services, 'environment'].map((service) => named(service))
  return new Set(names.flatMap((name) => [...loadedWith(bundle, name)]))
}

/** The file that a lazily loaded module of the given name became. */
function named(module: string): string {
  const found = [...bundle.keys()].filter((name) => new RegExp(`^chunks/${module}-[\\w-]{8}\\.js$`).test(name))
  expect(found, module).toHaveLength(1)
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
      [...text.matchAll(/(?:\bfrom|\bimport)"(@?[a-z][\w./@:-]*)"/g)].flatMap(([, name = '']) =>
        name.startsWith('node:') ? [] : [name],
      ),
    )
    expect(packages).toEqual([])
  })

  it('answers --version from a few kilobytes', () => {
    expect(sizeOf(loadedWith(bundle, 'bin.js'))).toBeLessThan(8_000)
  })

  it.each(['explain', 'demo', 'causes', 'settle'])('%s runs without the AWS SDK', (command) => {
    const sdk = loadedWith(bundle, named('sdk'))
    expect([...loadedWith(bundle, named(command))].filter((name) => sdk.has(name))).toEqual([])
  })

  it('loads all eight AWS clients from at most 600 KB', () => {
    expect(sizeOf(sdkFiles())).toBeLessThan(600_000)
  })
})
