import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** Tests that start the built command, or look at what was built. */
const built = ['test/{cli,e2e,packaging}/**/*.test.ts', 'test/**/*.e2e.test.ts']

const config: ViteUserConfig = defineConfig({
  test: {
    pool: 'threads',
    // Vitest leaves one core to itself by default; most of the time here goes to waiting for started commands.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'source', include: ['test/**/*.test.ts'], exclude: built, testTimeout: 20_000 },
      },
      {
        extends: true,
        test: {
          name: 'built',
          include: built,
          globalSetup: ['test/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})

export default config
