import { dirname, relative, resolve as resolvePath, sep } from 'node:path'
import commonjs from '@rollup/plugin-commonjs'
import json from '@rollup/plugin-json'
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'

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
    manualChunks: sdkTogether(),
    generatedCode: 'es2015',
  },
  plugins: [
    resolve({ exportConditions: ['module', 'node', 'import'], mainFields: ['module', 'main'], preferBuiltins: true }),
    commonjs(),
    json({ compact: true, preferConst: true }),
    ownAddress(),
    terser({ module: true, ecma: 2020, format: { comments: false } }),
  ],
  onwarn(warning, warn) {
    // The SDK's packages import each other in circles; their order of evaluation does not matter.
    const circleInDependencies = warning.code === 'CIRCULAR_DEPENDENCY' && warning.ids?.every((id) => id.includes('node_modules'))
    // Downlevelled class helpers of dependencies mention a top-level `this`, which is undefined in a module as they expect.
    const thisInDependencies = warning.code === 'THIS_IS_UNDEFINED' && warning.id?.includes('node_modules')
    if (!circleInDependencies && !thisInDependencies) warn(warning)
  },
}

/**
 * One chunk for what every AWS client needs. Left alone, rollup cuts a chunk for each set of clients that share something, and
 * opening that many files takes longer than reading them.
 */
function sdkTogether() {
  let shared
  return (id, { getModuleIds, getModuleInfo }) => {
    shared ??= dependenciesOf([...getModuleIds()].filter(isAlwaysLoaded), getModuleInfo)
    return shared.has(id) && id.includes('node_modules') ? 'sdk' : undefined
  }
}

/** Every run asks for load balancers first. */
function isAlwaysLoaded(id) {
  return /aws.services.elasticloadbalancing\.js$/.test(id)
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
