import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests in a real browser, `npm run test:browser`: apart from the others, so that these need none. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/browser/**/*.browser.ts'],
    globalSetup: ['test/support/build-first.ts'],
    setupFiles: ['test/support/loopback-only.ts'],
    testTimeout: 120_000,
    // The first start of a browser on a machine whose disk is slow.
    hookTimeout: 120_000,
    maxWorkers: 1,
  },
});
