import { expect, it } from 'vitest';
import { startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import { CONFERENCE_SCENARIOS } from '../../support/conference-scenarios.ts';
import { fixedClock, startBackend } from '../../support/emulator-backend.ts';
import { APPLICATION, CALLER, NUMBER, notes, outcome, run } from '../../support/emulator-driver.ts';
import { SCENARIOS } from '../../support/emulator-scenarios.ts';
import { PEOPLE_SCENARIOS } from '../../support/people-scenarios.ts';
import { USUAL_REGION_URL } from '../../support/transcript.ts';

/** Failures of a real server have other words than the driver's. */
const NEEDS_FAILURE = /down|second-try|fallback$/;
/** Over HTTP nobody knows which of two calls asks first, and these need to know. */
const NEEDS_ORDER = /^transfer-(?!to-unknown)/;

const HERE = [...SCENARIOS, ...CONFERENCE_SCENARIOS].filter(
  ({ name, application, second, rest }) =>
    application === undefined &&
    second === undefined &&
    // What is asked of the API at a time of the platform's has tests of its own.
    rest === undefined &&
    !NEEDS_FAILURE.test(name) &&
    !NEEDS_ORDER.test(name),
);

const plain = (events: unknown, ...replaced: readonly (readonly [string, string])[]): unknown =>
  JSON.parse(
    replaced.reduce(
      (text, [here, there]) => text.replaceAll(here, there),
      JSON.stringify(events, (key, value: unknown) =>
        key === 'milliseconds' || key === 'bodySha256' ? undefined : value,
      ),
    ),
  );

/** One for each way of talking to a backend that the others have not. */
const OF_PEOPLE = new Set([
  'speech-saved',
  'input-asynchronous',
  'on-answer-asks-for-a-key',
  'machine-advanced-reply-replaces-the-ncco',
]);

const CASES = [...HERE, ...PEOPLE_SCENARIOS.filter(({ name }) => OF_PEOPLE.has(name))];

it.each(CASES)(
  'the host does over HTTP what the machine does alone: $name',
  async ({ name: _name, backend, calls, ...scenario }) => {
    // All calls are placed in one moment.
    const together = (calls ?? [{}]).map(({ at: _at, ...call }) => call);
    const alone = run({ ...scenario, calls: together, seed: 'same', backend: backend() });
    const reply = backend();
    const server = await startBackend(({ method, path, query, body }) => {
      const fields = body === '' ? Object.fromEntries(new URLSearchParams(query)) : JSON.parse(body);
      const sent = { url: `http://app${path}`, method, fields } as unknown as Parameters<typeof reply>[0];
      const { status = 204, body: replied } = reply(sent) ?? outcome(204);
      return { status, body: replied.replaceAll('http://app/', `${server.url}/`) };
    });
    const emulator = await startEmulatorHost({
      clock: fixedClock,
      seed: 'same',
      speed: 'instant',
      numbers: [NUMBER],
      users: scenario.users ?? ['alice'],
      answerUrl: `${server.url}/answer`,
      eventUrl: `${server.url}/event`,
      rtcUrl: `${server.url}/rtc`,
      ...(scenario.shuffleMs !== undefined && { shuffleMs: scenario.shuffleMs }),
    });
    const told: unknown[] = [];
    emulator.subscribe(({ event }) => told.push(event));
    await Promise.all(
      together.map(({ from = CALLER, to = NUMBER, press = [], app, ...script }) => {
        const caller = app ? { as: from, ...app } : { from };
        // One that is refused tells nothing there either.
        return emulator.placeCall({ ...caller, to, press, ...script }).catch(() => undefined);
      }),
    );
    await emulator.close();
    await server.close();
    const here = [
      [server.url, 'http://app'],
      [emulator.api, alone.platform.apiUrl],
      [emulator.about.applicationId, APPLICATION.id],
    ] as const;
    // Alone the platform tells the region's own host, here what leads to itself.
    const there = [USUAL_REGION_URL, alone.platform.apiUrl] as const;
    expect(plain(told, ...here)).toEqual(plain(notes(alone.happenings), there));
  },
);
