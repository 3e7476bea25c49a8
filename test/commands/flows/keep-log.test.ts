import { expect, it } from 'vitest';
import { keepLog, newPulled } from '../../../src/commands/flows/pull/keep-log.ts';
import { newFlowBook } from '../../../src/flow/recorded/file-recorded.ts';
import { fakeWorld } from '../../support/fake-world.ts';

const CONVERSATION = 'CON-00000000-0000-4000-8000-000000000001';

it('counts as new what is kept, and not what the disk refuses', async () => {
  const pulled = newPulled(CONVERSATION);
  const event = (id: number) => ({
    id,
    type: 'rtc:ringing',
    timestamp: '2026-03-01T09:30:00.000Z',
    body: {},
  });
  const keeping = {
    conversations: { events: async () => ({ events: [event(1), event(2)], next: undefined }) },
    book: newFlowBook({ draws: false }),
    heard: new Set<string>(),
    keep: async ({ webhook }: { readonly webhook: { readonly id?: number | undefined } }) => {
      if (webhook.id === 2) throw new Error('no room');
    },
  };
  const reading = {
    ...{ conversation: CONVERSATION, regionUrl: undefined, signal: new AbortController().signal },
    clock: fakeWorld().clock,
    pausing: () => undefined,
  };
  await expect(keepLog(pulled, keeping, reading)).rejects.toThrow('no room');
  expect(pulled).toMatchObject({ events: 2, fresh: 1 });
});
