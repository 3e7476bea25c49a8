import { describe, expect, it } from 'vitest';
import { CONFERENCE_SCENARIOS } from '../support/conference-scenarios.ts';
import { run } from '../support/emulator-driver.ts';
import { SCENARIOS } from '../support/emulator-scenarios.ts';
import { REST_SCENARIOS } from '../support/rest-scenarios.ts';
import { transcript } from '../support/transcript.ts';

describe('the platform', () => {
  it.each([...SCENARIOS, ...REST_SCENARIOS, ...CONFERENCE_SCENARIOS])(
    '$name',
    async ({ name, backend, ...scenario }) => {
      const { happenings } = run({ ...scenario, backend: backend() });
      await expect(transcript(happenings)).toMatchFileSnapshot(`../cases/emulator/${name}.txt`);
    },
  );
});
