/** The generated pages of docs/: what the code itself knows, for reading. */
import { athenaCallNames, callInfo, callNames } from '../src/aws/call-names.ts'
import { permissionsAws } from '../src/aws/permissions.ts'
import * as azure from '../src/azure/call-names.ts'
import { permissionsAzure } from '../src/azure/permissions.ts'
import { type CauseId, catalogue, causeIds } from '../src/core/catalogue.ts'
import type { Cloud } from '../src/core/evidence.ts'
import { code, md, prose } from '../src/report/markdown/inline.ts'

const generated = '<!-- Generated from the source by scripts/generate-docs.ts; a test fails when it is stale. -->'

const cloudNames: Readonly<Record<Cloud, string>> = { aws: 'AWS', azure: 'Azure' }

/** docs/causes.md: every cause, in the order along the request path. */
export function causesPage(): string {
  return page([
    '# Causes',
    generated,
    'What lb502 can find, in the order along the path of a request. `lb502 causes <id>` prints the same in a terminal. The ids are stable.',
    causeIds.map((id) => `- [\`${id}\`](#${id}): ${prose(catalogue[id].title).markdown}`).join('\n'),
    ...causeIds.flatMap(causeBlocks),
  ])
}

function causeBlocks(id: CauseId): string[] {
  const { title, meaning, signature, fix, docs } = catalogue[id]
  const links = Object.entries(docs).map(([cloud, address]) => `[${cloudNames[cloud as Cloud]}](${address})`)
  return [
    `## ${id}`,
    md`**${title}.** ${meaning}`.markdown,
    md`How it shows: ${signature}`.markdown,
    md`What mends it: ${fix}`.markdown,
    `Documentation: ${links.join(', ')}`,
  ]
}

/** docs/permissions.md: what lb502 asks each cloud, what each answer reveals, and what allows it. */
export function permissionsPage(): string {
  const rowOf = ({ what, permission }: { readonly what: string; readonly permission: string }): string =>
    `| ${code(permission).markdown} | ${prose(what).markdown} |`
  return page([
    '# Permissions',
    generated,
    'lb502 only reads. Whatever it may not read becomes a blind spot of the report, which names the permission and the causes that may hide there; everything else still works.',
    '## AWS',
    ['| permission | what it reveals |', '|---|---|', ...callNames.map(callInfo).map(rowOf)].join('\n'),
    'The policy, as `lb502 permissions aws` prints it. The statement for S3 is worth narrowing to the bucket of the access logs, the one for CloudWatch Logs to the log group.',
    `\`\`\`json\n${JSON.stringify(permissionsAws(), null, 2)}\n\`\`\``,
    '`--logs athena:<database>.<table>` is the one thing that writes: Athena puts the results of its query where the work group says. Asked for by name only, it needs besides, on the work group, the table, and the place of its results:',
    ['| permission | what it reveals |', '|---|---|', ...athenaCallNames.map(callInfo).map(rowOf)].join('\n'),
    '## Azure',
    ['| permission | what it reveals |', '|---|---|', ...azure.callNames.map(azure.callInfo).map(rowOf)].join('\n'),
    'The custom role, as `lb502 permissions azure` prints it. The built-in Reader lacks what is asked with POST, backend health first of all; access logs in a storage account need Storage Blob Data Reader on it.',
    `\`\`\`json\n${JSON.stringify(permissionsAzure(), null, 2)}\n\`\`\``,
  ])
}

function page(blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`
}
