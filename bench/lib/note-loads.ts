/** Preloaded into a node process: writes the address of every module it loads to the file that LB502_LOADS names. */
import { register } from 'node:module'

const hooks = `
import { appendFileSync } from 'node:fs'
export function load(url, context, next) {
  appendFileSync(process.env.LB502_LOADS, url + '\\n')
  return next(url, context)
}`
register(`data:text/javascript,${encodeURIComponent(hooks)}`)
