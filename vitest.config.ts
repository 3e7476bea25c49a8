import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build-first.ts'],
    setupFiles: ['test/support/loopback-only.ts'],
    // Some tests run the program ten times; nobody waits for a test that passes.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores, and some tests start processes of their own.
    maxWorkers: 2,
  },
});
