import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { tool } from '../../src/core/tool.ts'

const read = (name: string): string => readFileSync(join(import.meta.dirname, '../..', name), 'utf8')

it('writes the name and version of package.json into every document', () => {
  const { name, version } = JSON.parse(read('package.json'))
  expect(tool).toEqual({ name, version })
})

it('has an entry for its version in the changelog', () => {
  expect(read('CHANGELOG.md')).toContain(`## [${tool.version}]`)
})

it('locks no registry addresses', () => {
  expect(read('package-lock.json')).not.toContain('"resolved":')
})

it('locks every platform a dependency has a binary for, so that npm ci takes the file', () => {
  const { packages } = JSON.parse(read('package-lock.json'))
  const wanted = Object.values(packages as Record<string, { optionalDependencies?: Record<string, string> }>).flatMap(
    ({ optionalDependencies = {} }) => Object.keys(optionalDependencies),
  )
  expect(wanted.filter((name) => !(`node_modules/${name}` in packages))).toEqual([])
})
