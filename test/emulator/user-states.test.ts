import { describe, expect, it } from 'vitest';
import { notes, run } from '../support/emulator-driver.ts';
import { transcript } from '../support/transcript.ts';
import { USER_STATE_SCENARIOS } from '../support/user-state-scenarios.ts';

const happeningsOf = (name: string) => {
  const { backend, ...scenario } = USER_STATE_SCENARIOS.find((one) => one.name === name)!;
  return run({ ...scenario, backend: backend() }).happenings;
};

describe('what reaches a Client SDK user', () => {
  it.each(USER_STATE_SCENARIOS)('$name', async ({ name }) => {
    await expect(transcript(happeningsOf(name))).toMatchFileSnapshot(
      `../cases/emulator/user-states/${name}.txt`,
    );
  });

  it.each([
    ['background-answers', 'member:invited', 'push-of-a-call'],
    ['messages', 'message', 'push-of-a-message'],
  ])('by push: %s, %s', async (name, type, file) => {
    const [push] = notes(happeningsOf(name)).flatMap((note) =>
      note.name === 'client-event' && note.via === 'push' && note.event === type ? [note.payload] : [],
    );
    await expect(`${JSON.stringify(push, null, 2)}\n`).toMatchFileSnapshot(
      `../cases/emulator/user-states/${file}.json`,
    );
  });
});
