import { expect, it } from 'vitest';
import { asApplication } from '../../src/emulator/rest/applications.ts';
import type { JsonObject } from '../../src/vonage/json.ts';
import { APPLICATION, notes, outcome, run, webhooks } from '../support/emulator-driver.ts';

const meet = (name: string) => outcome(200, [{ action: 'conversation', name }]);
const named = (happenings: ReturnType<typeof run>['happenings']) =>
  webhooks(happenings).flatMap(({ fields }) =>
    fields['type'] === 'transfer' ? [String(fields['conversation_uuid_to'])] : [],
  );

it('lets 200 legs into a conversation, and says so to the next one', () => {
  const { happenings } = run({
    calls: Array.from({ length: 201 }, () => ({ hangUpAfterSeconds: 3 })),
    backend: ({ url }) => (url.endsWith('/answer') ? meet('crowd') : undefined),
  });
  expect(named(happenings)).toHaveLength(200);
  const problems = notes(happenings).flatMap((event) => ('problem' in event && event.problem) || []);
  expect(problems).toEqual(['the conversation "crowd" is full: 200 legs are in it']);
});

it('keeps a named conversation as long as the application says, counted from when it was left', () => {
  const hoursLater = (hours: number, ttl: number): number => {
    const application = asApplication(
      APPLICATION.id,
      JSON.parse(
        JSON.stringify(APPLICATION).replace('"voice":{', `"voice":{"conversations_ttl":${ttl},`),
      ) as JsonObject,
      'PEM',
    );
    const { happenings } = run({
      application,
      calls: [{ hangUpAfterSeconds: 10 }, { hangUpAfterSeconds: 10, at: hours * 3_600_000 + 11_000 }],
      backend: ({ url }) => (url.endsWith('/answer') ? meet('a') : undefined),
    });
    return new Set(named(happenings)).size;
  };
  expect([hoursLater(1, 2), hoursLater(2, 2), hoursLater(49, 100)]).toEqual([1, 2, 1]);
});

it('forgets the conversations that were left first when there are too many', () => {
  const { platform } = run({
    calls: Array.from({ length: 1100 }, (_, index) => ({ hangUpAfterSeconds: 1, at: index * 10 })),
    backend: ({ url, order }) => (url.endsWith('/answer') ? meet(`of call ${order.call}`) : undefined),
  });
  expect([platform.conversations.size, platform.named.size, platform.empty.size]).toEqual([1000, 1000, 1000]);
  expect([...platform.empty][0]?.name).toBe('of call 101');
});

it('tells the end of an announcement also when the call that carried it is over', () => {
  const { platform, happenings } = run({
    calls: [{ hangUpAfterSeconds: 6 }, { hangUpAfterSeconds: 40 }],
    backend: ({ url }) => (url.endsWith('/answer') ? meet('a') : undefined),
    rest: [
      {
        at: 4000,
        method: 'POST',
        path: '/v1/conversations/{conversation}/events',
        body: { type: 'audio:say', body: { text: 'This is a rather long announcement. '.repeat(5) } },
      },
    ],
  });
  const types = webhooks(happenings).map(({ fields }) => fields['type']);
  expect(types.filter((type) => type === 'audio:say')).toHaveLength(1);
  expect(types.filter((type) => type === 'audio:say:done')).toHaveLength(1);
  expect(types.indexOf('audio:say:done')).toBeGreaterThan(types.indexOf('member:left'));
  expect([platform.calls.size, platform.timers.size]).toEqual([0, 0]);
});
