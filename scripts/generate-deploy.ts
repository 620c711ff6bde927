/** Writes the generated parts of deploy/. */
import { readFileSync, writeFileSync } from 'node:fs'
import { readPolicyFile, withReadPolicy } from './deploy-parts.ts'

const folder = new URL('../deploy/', import.meta.url)
const template = new URL('aws/template.yaml', folder)

writeFileSync(template, withReadPolicy(readFileSync(template, 'utf8')))
writeFileSync(new URL('aws/read-policy.json', folder), readPolicyFile())
