/** The parts of deploy/ that follow from the table of calls. */
import { stringify } from 'yaml'
import { permissionsAws } from '../src/aws/permissions.ts'

const begin = '# <generated> by scripts/generate-deploy.ts\n'
const end = /^ *# <\/generated>$/m

/** What Terraform reads. */
export function readPolicyFile(): string {
  return `${JSON.stringify(permissionsAws(), null, 2)}\n`
}

/** The template with the read policy between its marks as it must be. */
export function withReadPolicy(template: string): string {
  const from = template.indexOf(begin) + begin.length
  const rest = template.slice(from)
  const to = rest.search(end)
  if (from < begin.length || to < 0) throw new Error('the template has no marks for the generated policy')
  const indent = /^ */.exec(rest.slice(to))?.[0] ?? ''
  const policy = stringify(permissionsAws(), { version: '1.1', singleQuote: true }).replace(/^(?=.)/gm, indent)
  return `${template.slice(0, from)}${policy}${rest.slice(to)}`
}
