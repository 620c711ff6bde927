import { readFileSync } from 'node:fs'
import { dirname, relative, resolve as resolvePath, sep } from 'node:path'
import commonjs from '@rollup/plugin-commonjs'
import json from '@rollup/plugin-json'
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'

/**
 * What goes into one file, by the modules that begin it: they and all they import. What several need goes to the first of them, so a
 * file imports itself and earlier ones only. Left alone, rollup cuts a file for each set of modules that share something, and opening
 * that many takes longer than reading them.
 */
const chunks = {
  cli: /lib.cli\.js$/,
  settle: /cli.(settle|judging)\.js$/,
  aws: /cli.aws\.js$|lib.aws.index\.js$/,
  // Every run asks for load balancers first; the first call waits for nothing else.
  'aws-sdk': /aws.(environment|services.elasticloadbalancing)\.js$/,
  'aws-facts': /aws.services.(ec2|cloudwatch|cloudtrail)\.js$/,
  azure: /cli.azure\.js$|lib.azure.index\.js$/,
  // Credentials need the official client's base too, and must not wait for the client itself.
  'azure-sdk': /azure.(connection|logs.log-client)\.js$|@azure.core-client.dist.esm.index\.js$/,
  'arm-network': /@azure.arm-network.dist.esm.index\.js$/,
  'aws-logs': /aws.(services.(s3|logs)|logs.(get-object|filter-events|insights.run-query))\.js$/,
  // Only where it is asked for by name.
  'aws-athena': /aws.(services.athena|logs.athena.run-query)\.js$/,
}

/**
 * The command line as a bundle: a small entry, and chunks that load with the command that needs them. Input is what tsc wrote to
 * dist/lib. The `module` condition picks the SDK's ES modules; its CommonJS builds cannot be tree-shaken and start ten times slower.
 */
export default {
  input: 'dist/lib/bin.js',
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: 'bin.js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    compact: true,
    manualChunks: chunksOf(chunks),
    onlyExplicitManualChunks: true,
    generatedCode: 'es2015',
  },
  // Node's own modules are loaded for what is used of them: http2 is not, and takes milliseconds.
  treeshake: { moduleSideEffects: 'no-external' },
  plugins: pluginsOf(),
  onwarn,
}

/** `ignore`: what is required where it runs, and only there. */
export function pluginsOf(ignore = []) {
  return [
    resolve({ exportConditions: ['module', 'node', 'import'], mainFields: ['module', 'main'], preferBuiltins: true }),
    commonjs({ ignore }),
    json({ compact: true, preferConst: true }),
    ownAddress(),
    fewerErrorClasses(),
    onlyWhatIsAskedOfNetworks(),
    terser({ module: true, ecma: 2020, format: { comments: false, ascii_only: true } }),
  ]
}

export function onwarn(warning, warn) {
  // The SDK's packages import each other in circles; their order of evaluation does not matter.
  const circleInDependencies = warning.code === 'CIRCULAR_DEPENDENCY' && warning.ids?.every((id) => id.includes('node_modules'))
  // Downlevelled class helpers of dependencies mention a top-level `this`, which is undefined in a module as they expect.
  const thisInDependencies = warning.code === 'THIS_IS_UNDEFINED' && warning.id?.includes('node_modules')
  if (!circleInDependencies && !thisInDependencies) warn(warning)
}

/** Assigns modules to chunks as the table says. What the entry itself needs stays out of them. */
function chunksOf(table) {
  let chunkOf
  return (id, graph) => {
    chunkOf ??= assign(table, graph)
    return chunkOf.get(id)
  }
}

function assign(table, { getModuleIds, getModuleInfo }) {
  const ids = [...getModuleIds()]
  const entry = dependenciesOf(
    ids.filter((id) => getModuleInfo(id).isEntry),
    getModuleInfo,
  )
  const chunkOf = new Map()
  for (const [name, begins] of Object.entries(table)) {
    const members = dependenciesOf(
      ids.filter((id) => begins.test(id)),
      getModuleInfo,
    )
    for (const id of members) if (!entry.has(id) && !chunkOf.has(id)) chunkOf.set(id, name)
  }
  return chunkOf
}

function dependenciesOf(ids, getModuleInfo) {
  const reached = new Set(ids)
  for (const id of reached) for (const next of getModuleInfo(id).importedIds) reached.add(next)
  return reached
}

/** Lets a bundled module find the files beside it: its `import.meta.url` stays the address it has in dist/lib. */
function ownAddress() {
  let folder = ''
  return {
    name: 'own-address',
    renderStart({ dir }) {
      folder = resolvePath(dir)
    },
    resolveImportMeta(property, { chunkId, moduleId }) {
      if (property !== 'url' || moduleId.includes('node_modules')) return null
      const fromChunk = relative(dirname(resolvePath(folder, chunkId)), moduleId)
        .split(sep)
        .join('/')
      return `new URL(${JSON.stringify(fromChunk)}, import.meta.url).href`
    },
  }
}

/**
 * An SDK client registers a class for every error of its whole service: half of some clients. An error without one is thrown as the
 * service's base class with the same name, message and status, which is all that is read of it. Not so with load balancers and
 * metrics: their protocols would give such an error another name.
 */
function fewerErrorClasses() {
  return {
    name: 'fewer-error-classes',
    transform(code, id) {
      if (!/client-(athena|cloudtrail|cloudwatch-logs|ecs|lambda|s3).dist-es.schemas.schemas_0\.js$/.test(id)) return null
      return { code: code.replace(/^n0_registry\.registerError\(\w+\$, \w+\);$/gm, ''), map: null }
    },
  }
}

/**
 * The client of Azure's network provider describes every body of hundreds of operations, over a megabyte of it. Bodies are taken here as
 * they came, so that no description is ever read, and of the operations those stay that the table of calls names.
 */
function onlyWhatIsAskedOfNetworks() {
  const calls = readFileSync(new URL('src/azure/network-operations.ts', import.meta.url), 'utf8')
  return {
    name: 'only-what-is-asked-of-networks',
    load(id) {
      if (!/arm-network.dist.esm.models.mappers\.js$/.test(id)) return null
      return { code: 'export default {}', syntheticNamedExports: true }
    },
    transform(code, id) {
      if (!/arm-network.dist.esm.networkManagementClient\.js$/.test(id)) return null
      const used = code.replace(/this\.(\w+) =\s+new \w+Impl\(this\);/g, (made, name) => (calls.includes(name) ? made : ''))
      return { code: used, map: null }
    },
  }
}
