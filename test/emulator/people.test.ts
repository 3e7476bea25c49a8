import { describe, expect, it } from 'vitest';
import { run } from '../support/emulator-driver.ts';
import { PEOPLE_SCENARIOS } from '../support/people-scenarios.ts';
import { transcript } from '../support/transcript.ts';

describe('the people at both ends', () => {
  it.each(PEOPLE_SCENARIOS)('$name', async ({ name, backend, ...scenario }) => {
    const { happenings } = run({ ...scenario, backend: backend() });
    await expect(transcript(happenings)).toMatchFileSnapshot(`../cases/emulator/people/${name}.txt`);
  });
});
