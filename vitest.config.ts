import { configDefaults, defineConfig } from 'vitest/config';
import { nameFlakyTests } from './test/support/name-flaky-tests.ts';

/** Folders whose code is pure (docs/ARCHITECTURE.md): its tests start nothing and change nothing that another test could see. */
const PURE = ['emulator', 'flow', 'lint', 'picture', 'schema', 'sinks', 'text', 'vonage'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    globalSetup: ['test/support/build-first.ts'],
    setupFiles: ['test/support/loopback-only.ts'],
    // Some tests run the program ten times; nobody waits for a test that passes.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Only .ci/run asks for a second try, so that one race does not stop the whole; on a desk a test fails at once.
    retry: Number(process.env['VONAGE_FLOW_TEST_RETRY'] ?? 0),
    reporters: ['default', nameFlakyTests()],
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: PURE,
          // Most of their time went into importing the same modules again, file by file.
          pool: 'threads',
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'real',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...PURE],
          // Two cores; a third of the time of these tests is waiting for a process, a socket or a clock.
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
    ],
  },
});
