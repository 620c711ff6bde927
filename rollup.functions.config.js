import { onwarn, pluginsOf } from './rollup.config.js'

/**
 * One file for each function, with all that it may need: it is read once, and a function that diagnoses needs nearly all of it. On Azure
 * it is CommonJS, because its host gives `@azure/functions-core` to those alone who require it.
 */
const shapes = {
  lambda: { format: 'esm', file: 'index.mjs' },
  azure: { format: 'cjs', file: 'index.cjs' },
}

/** The entry and the folder come from the command line. */
export default ({ configFunction: cloud, configEntry: input, configFolder: folder }) => ({
  input,
  output: {
    dir: folder,
    entryFileNames: shapes[cloud].file,
    format: shapes[cloud].format,
    inlineDynamicImports: true,
    compact: true,
    generatedCode: 'es2015',
  },
  treeshake: { moduleSideEffects: 'no-external' },
  plugins: [...(cloud === 'lambda' ? [keysFromThePlatform()] : []), ...pluginsOf(['@azure/functions-core'])],
  onwarn,
})

/** Lambda gives its functions keys in the environment, or by HTTP; the chain never comes to files, sign-ons and metadata of machines. */
function keysFromThePlatform() {
  const elsewhere =
    /@aws-sdk.(credential-provider-(ini|sso|process|login|web-identity)|token-providers|nested-clients)[\\/]|@smithy.credential-provider-imds[\\/]/
  return {
    name: 'keys-from-the-platform',
    load: (id) => (elsewhere.test(id) ? { code: 'export default {}', syntheticNamedExports: true } : null),
  }
}
