/** Writes the generated pages of docs/. */
import { mkdir, writeFile } from 'node:fs/promises'
import { causesPage, permissionsPage } from './docs-pages.ts'

const folder = new URL('../docs/', import.meta.url)

await mkdir(folder, { recursive: true })
await writeFile(new URL('causes.md', folder), causesPage())
await writeFile(new URL('permissions.md', folder), permissionsPage())
