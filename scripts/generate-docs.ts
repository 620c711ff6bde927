/** Writes docs/causes.md from the catalogue and docs/permissions.md from the table of calls. A test fails when they are stale. */
import { writeFile } from 'node:fs/promises'
import { causesPage, permissionsPage } from './pages.ts'

const docs = new URL('../docs/', import.meta.url)
await writeFile(new URL('causes.md', docs), causesPage())
await writeFile(new URL('permissions.md', docs), permissionsPage())
