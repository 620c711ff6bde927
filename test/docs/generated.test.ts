import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { causesPage, permissionsPage } from '../../scripts/docs-pages.ts'

test.each([
  ['causes.md', causesPage],
  ['permissions.md', permissionsPage],
])('docs/%s is what the source says (npx tsx scripts/generate-docs.ts writes it)', async (name, page) => {
  expect(await readFile(new URL(`../../docs/${name}`, import.meta.url), 'utf8')).toBe(page())
})
