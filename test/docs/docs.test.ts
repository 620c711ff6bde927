import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { causesPage, permissionsPage } from '../../scripts/pages.ts'

const page = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')

it('docs/causes.md is what the catalogue says (npx tsx scripts/generate-docs.ts)', () => {
  expect(page('causes.md')).toBe(causesPage())
})

it('docs/permissions.md is what the table of calls says (npx tsx scripts/generate-docs.ts)', () => {
  expect(page('permissions.md')).toBe(permissionsPage())
})
