/** The generated pages of docs/. */
import { callInfo, callNames } from '../src/aws/call-names.ts'
import { permissionsAws } from '../src/aws/permissions.ts'
import { catalogue, causeIds } from '../src/core/catalogue.ts'

const clouds = { aws: 'AWS', azure: 'Azure' } as const

export function causesPage(): string {
  const sections = causeIds.map((id) => {
    const { title, meaning, signature, fix, docs } = catalogue[id]
    const links = Object.entries(clouds).flatMap(([cloud, name]) => {
      const link = docs[cloud as keyof typeof clouds]
      return link === undefined ? [] : [`[${name}](${link})`]
    })
    return [
      `## ${id}`,
      '',
      `**${title}.** ${meaning}`,
      '',
      `- How it shows: ${signature}`,
      `- What mends it: ${fix}`,
      `- Documentation: ${links.join(', ')}`,
      '',
    ].join('\n')
  })
  return ['# Causes', '', 'Generated from the catalogue; in the order along the request path.', '', ...sections].join('\n')
}

export function permissionsPage(): string {
  const rows = callNames.map((name) => `| \`${name}\` | \`${callInfo(name).permission}\` | ${callInfo(name).what} |`)
  return [
    '# Permissions',
    '',
    'Generated from the table of calls. Every call reads; none writes.',
    '',
    '| call | permission | what it reads |',
    '|---|---|---|',
    ...rows,
    '',
    '## The policy (`lb502 permissions aws`)',
    '',
    '```json',
    JSON.stringify(permissionsAws(), null, 2),
    '```',
    '',
  ].join('\n')
}
