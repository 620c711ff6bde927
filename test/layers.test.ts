import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The direction of the arrows in docs/architecture.md, held against the import lines of the source. */
interface Import {
  readonly from: string
  /** A path within src for own modules, else the package's name. */
  readonly to: string
  /** `import type`: gone at run time. */
  readonly typeOnly: boolean
}

const source = join(import.meta.dirname, '../src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'))
const texts = new Map(files.map((file) => [file, readFileSync(join(source, file), 'utf8')]))
const imports = files.flatMap(importsOf)

function importsOf(from: string): Import[] {
  const lines = (texts.get(from) ?? '').matchAll(/^(?:import|export)\s(type\s)?(?:[^'";]*?\sfrom\s)?'([^']+)'/gm)
  const lazy = (texts.get(from) ?? '').matchAll(/\bimport\(()'([^']+)'\)/g)
  return [...lines, ...lazy].map(([, type, to = '']) => ({
    from,
    to: to.startsWith('.') ? posix.join(dirname(from), to) : to,
    typeOnly: type !== undefined && type !== '',
  }))
}

/** The imports that `of` selects and `allowed` does not, one line each. */
function trespasses(of: (each: Import) => boolean, allowed: (each: Import) => boolean): string[] {
  return imports.filter((each) => of(each) && !allowed(each)).map(({ from, to }) => `${from} imports ${to}`)
}

const isOwn = ({ to }: Import): boolean => to.endsWith('.ts')
const within = (path: string, ...folders: readonly string[]): boolean => folders.some((folder) => path.startsWith(`${folder}/`))

describe('the layers', () => {
  it('are read from the import lines', () => {
    expect(imports).toContainEqual({ from: 'core/evidence.ts', to: 'core/fact.ts', typeOnly: true })
    expect(imports).toContainEqual({ from: 'aws/services/ec2.ts', to: '@aws-sdk/client-ec2', typeOnly: false })
    expect(imports).toContainEqual({ from: 'bin.ts', to: 'cli.ts', typeOnly: false })
  })

  it('name only files that exist', () => {
    expect(imports.filter((each) => isOwn(each) && !texts.has(each.to))).toEqual([])
  })

  it('core imports core, and ipaddr.js for addresses', () => {
    const allowed = ({ from, to }: Import): boolean => within(to, 'core') || (to === 'ipaddr.js' && within(from, 'core/network'))
    expect(trespasses(({ from }) => within(from, 'core'), allowed)).toEqual([])
  })

  it('reports import core and the verdict alone', () => {
    expect(
      trespasses(
        ({ from }) => within(from, 'report'),
        ({ to }) => within(to, 'core', 'report') || to === 'verdict.ts',
      ),
    ).toEqual([])
  })

  it('log formats import core and the node library alone', () => {
    expect(
      trespasses(
        ({ from }) => within(from, 'logs'),
        ({ to }) => within(to, 'core', 'logs') || to.startsWith('node:'),
      ),
    ).toEqual([])
  })

  it('redaction imports core and ipaddr.js alone', () => {
    expect(
      trespasses(
        ({ from }) => within(from, 'redact'),
        ({ to }) => within(to, 'core', 'redact') || to === 'ipaddr.js',
      ),
    ).toEqual([])
  })

  it('readers of any evidence import core alone', () => {
    expect(
      trespasses(
        ({ from }) => within(from, 'normalise'),
        ({ to }) => within(to, 'core', 'normalise'),
      ),
    ).toEqual([])
  })

  it.each(['aws', 'azure'])('normalising %s evidence neither collects nor runs the SDK', (cloud) => {
    const collecting = [`${cloud}/collect`, `${cloud}/services`, `${cloud}/logs`]
    const pure = (each: Import): boolean => each.typeOnly || !(within(each.to, ...collecting) || isSdk(each.to))
    expect(trespasses(({ from }) => within(from, `${cloud}/normalise`), pure)).toEqual([])
  })

  it.each([
    ['aws', isAwsSdk],
    ['azure', isAzureSdk],
  ] as const)('only %s runs its SDK', (cloud, isOfCloud) => {
    expect(
      trespasses(
        ({ from, to }) => !within(from, cloud) && isOfCloud(to),
        // The functions' own host is no service that is asked.
        ({ from, to, typeOnly }) => typeOnly || (from === 'azure-function/index.ts' && to === '@azure/functions'),
      ),
    ).toEqual([])
  })

  it('what collectors of any cloud share imports core, log formats and the node library alone', () => {
    expect(
      trespasses(
        ({ from }) => within(from, 'collect'),
        ({ to }) => within(to, 'core', 'collect', 'logs') || to.startsWith('node:'),
      ),
    ).toEqual([])
  })

  it('log files by themselves import no more of a cloud than how it names and does things', () => {
    const named = ['aws/normalise/arns.ts', 'aws/normalise/conduct.ts', 'azure/normalise/gateway.ts', 'azure/resource-id.ts']
    expect(
      trespasses(
        ({ from }) => within(from, 'files'),
        ({ to }) => within(to, 'core', 'collect', 'files', 'logs', 'normalise') || to.startsWith('node:') || named.includes(to),
      ),
    ).toEqual([])
  })

  it('clouds know nothing of each other', () => {
    expect(
      trespasses(
        ({ from }) => within(from, 'aws'),
        ({ to }) => !within(to, 'azure'),
      ),
    ).toEqual([])
    expect(
      trespasses(
        ({ from }) => within(from, 'azure'),
        ({ to }) => !within(to, 'aws'),
      ),
    ).toEqual([])
  })

  it('what both functions share knows no cloud', () => {
    expect(
      trespasses(
        ({ from }) => within(from, 'scheduled'),
        ({ to }) => within(to, 'core', 'collect', 'report', 'scheduled') || to === 'verdict.ts' || to.startsWith('node:'),
      ),
    ).toEqual([])
  })

  it('nothing but the command imports the command line', () => {
    const isCommand = (path: string): boolean => path === 'bin.ts' || path === 'cli.ts' || within(path, 'cli')
    expect(
      trespasses(
        ({ from }) => !isCommand(from),
        ({ to }) => !isCommand(to),
      ),
    ).toEqual([])
  })

  it('only the command and the functions touch the process', () => {
    const touching = files.filter((file) =>
      /\bprocess\.(?!nextTick)\w|'node:process'/.test(withoutComments(texts.get(file) ?? '')),
    )
    expect(touching.sort()).toEqual(['azure-function/index.ts', 'bin.ts', 'lambda/index.ts'])
  })

  it('the library touches neither the process nor the console, and keeps no variable between calls', () => {
    const library = reachedFrom('index.ts', 'aws/index.ts', 'azure/index.ts')
    expect(library).toEqual(
      expect.arrayContaining(['inspect.ts', 'aws/services/ec2.ts', 'azure/connection.ts', 'report/text.ts']),
    )
    const text = (file: string): string => withoutComments(texts.get(file) ?? '')
    expect(
      library.filter((file) => /\bprocess\.(?!nextTick)\w|'node:process'|\bconsole\.|\bglobalThis\b/.test(text(file))),
    ).toEqual([])
    expect(library.filter((file) => /^(?:export )?(?:let|var)\b/m.test(withoutTemplates(text(file))))).toEqual([])
  })

  it('nothing that must replay exactly reads a clock', () => {
    const reading = files.filter((file) =>
      within(file, 'core', 'report', 'redact', 'normalise', 'aws/normalise', 'azure/normalise', 'logs', 'files'),
    )
    expect(reading.filter((file) => /\bDate\.now\(|new Date\(\)/.test(texts.get(file) ?? ''))).toEqual([])
  })
})

/** These files and all they import, lazily too. */
function reachedFrom(...entries: readonly string[]): readonly string[] {
  const reached = new Set(entries)
  for (const file of reached) for (const { from, to } of imports) if (from === file && to.endsWith('.ts')) reached.add(to)
  return [...reached]
}

function isSdk(name: string): boolean {
  return isAwsSdk(name) || isAzureSdk(name)
}

function isAwsSdk(name: string): boolean {
  return /^(@aws-sdk|@smithy)\//.test(name)
}

function isAzureSdk(name: string): boolean {
  return name.startsWith('@azure/')
}

function withoutTemplates(text: string): string {
  return text.replace(/`[^`]*`/g, '``')
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '')
}
