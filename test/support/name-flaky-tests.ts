import type { Reporter, TestCase } from 'vitest/node';

/** Names at the end the tests that passed at a later try only: each is a race of the test or of the program. */
export const nameFlakyTests = (): Reporter => {
  const flaky: TestCase[] = [];
  return {
    onTestCaseResult: (test) => {
      if (test.diagnostic()?.flaky === true) flaky.push(test);
    },
    onTestRunEnd: () => {
      if (flaky.length === 0) return;
      console.log('\nPassed at the second try only, so that something in them is a race:');
      for (const test of flaky) {
        console.log(`  ${test.module.relativeModuleId} > ${test.fullName}`);
        for (const { message = '' } of test.result().errors ?? [])
          console.log(`    ${message.split('\n', 1)[0]}`);
      }
    },
  };
};
