import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // On a loaded machine a browser or a process can be late; a second run tells that from a defect.
    retry: process.env.CI ? 1 : 0,
  },
});
