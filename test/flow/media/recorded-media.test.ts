import { expect, it } from 'vitest';
import { readBook } from '../../../src/commands/flows/read-book.ts';
import { mediaName } from '../../../src/flow/media/media-name.ts';
import { mediaSieve } from '../../../src/flow/media/recorded-media.ts';
import type { JsonObject } from '../../../src/vonage/json.ts';
import { fakeWorld } from '../../support/fake-world.ts';

const LEG = '63f61863-4a51-4f6b-86e1-46edebcf9356';
const START = '2026-03-01T09:30:05Z';
const at = (second: number): string => `2026-03-01T09:31:${String(second).padStart(2, '0')}.000Z`;

const line = (record: JsonObject, body: JsonObject): JsonObject => ({
  type: 'exchange',
  id: 1,
  request: { method: 'POST', path: '/', form: 'json', body },
  ...record,
});
const answer = (flow: string, conversation: string): JsonObject =>
  line(
    { at: at(0), flow, kind: 'answer' },
    { from: '4477', to: '1415', uuid: flow, conversation_uuid: conversation },
  );
const recording = (record: JsonObject, conversation = 'CON-a'): JsonObject =>
  line(
    { kind: 'recording', conversation, ...record },
    {
      recording_url: 'https://api.nexmo.com/v1/files/1',
      recording_uuid: 'c2b9d0aa-0f1e',
      start_time: START,
      conversation_uuid: conversation,
    },
  );

/** The calls of these lines with what was recorded of each. */
const mediaOf = async (...records: readonly JsonObject[]) => {
  const sieve = mediaSieve();
  const file = { path: '', name: '', bytes: 0, changedAt: 0, pid: 0, isPulled: false, records };
  const read = await readBook({ folder: '', files: [file] }, fakeWorld(), {
    sieve: { see: sieve.see, passes: () => true },
  });
  return [...read.book.session.flows.values()].map((flow) => {
    const media = sieve.mediaOf(flow);
    expect(sieve.passes(flow)).toBe(media.length > 0);
    return { flow: flow.id, media };
  });
};

it('is gathered from the exchanges of all runs, each file once, in the order in which it was told of', async () => {
  const transcript = line(
    { at: at(4), flow: LEG, kind: 'transcription' },
    {
      status: 'transcribed',
      recording_uuid: 'c2b9d0aa-0f1e',
      transcription_url: 'https://api.nexmo.com/v1/files/2',
      timestamp: '2026-03-01T09:31:04Z',
      conversation_uuid: 'CON-a',
    },
  );
  const speech = encodeURIComponent('{"recording_url":"https://api.nexmo.com/v1/files/3"}');
  const input = {
    ...line({ at: at(5), flow: LEG, kind: 'input' }, {}),
    request: { method: 'GET', path: '/', query: `uuid=${LEG}&speech=${speech}` },
  };
  const newerRun = [transcript, input];
  const olderRun = [
    answer(LEG, 'CON-a'),
    recording({ at: at(2), flow: LEG }),
    // A second try.
    recording({ at: at(3), flow: LEG }),
  ];
  expect(await mediaOf(...newerRun, ...olderRun)).toEqual([
    {
      flow: LEG,
      media: [
        {
          kind: 'recording',
          url: 'https://api.nexmo.com/v1/files/1',
          startedAt: Date.parse(START),
          uuid: 'c2b9d0aa-0f1e',
          at: Date.parse(at(2)),
        },
        {
          kind: 'transcript',
          url: 'https://api.nexmo.com/v1/files/2',
          startedAt: Date.parse(START),
          uuid: 'c2b9d0aa-0f1e',
          at: Date.parse(at(4)),
        },
        {
          kind: 'speech',
          url: 'https://api.nexmo.com/v1/files/3',
          startedAt: undefined,
          uuid: undefined,
          at: Date.parse(at(5)),
        },
      ],
    },
  ]);
});

it('that was told of a conversation without a call belongs to the only one that fits', async () => {
  const found = await mediaOf(
    recording({ at: at(1) }),
    answer('one', 'CON-a'),
    answer('two', 'CON-b'),
    answer('three', 'CON-b'),
    recording({ at: at(2) }, 'CON-b'),
  );
  expect(found.map(({ flow, media }) => [flow, media.length])).toEqual([
    ['one', 1],
    ['two', 0],
    ['three', 0],
  ]);
});

it('is not what a refused webhook says', async () => {
  const signature = { state: 'refused', reason: 'bad-signature' };
  const found = await mediaOf(answer('one', 'CON-a'), recording({ at: at(1), flow: 'one', signature }));
  expect(found.map(({ media }) => media)).toEqual([[]]);
});

it.each([
  [
    { kind: 'recording', startedAt: Date.parse(START), uuid: 'c2b9d0aa-0f1e' },
    LEG,
    '2026-03-01T09-30-05Z_63f61863_recording-c2b9d0aa',
  ],
  [
    { kind: 'transcript', startedAt: undefined, uuid: undefined },
    'CON-5b0e7c52-8a7d',
    '2026-03-01T10-00-00Z_5b0e7c52_transcript',
  ],
  [
    { kind: 'speech', startedAt: undefined, uuid: '../../x' },
    undefined,
    '2026-03-01T10-00-00Z_call_speech-x',
  ],
  [
    { kind: 'speech', startedAt: undefined, uuid: undefined },
    '/../../etc',
    '2026-03-01T10-00-00Z_etc_speech',
  ],
] as const)('%j of %s is called %s', (media, flow, name) => {
  expect(mediaName({ ...media, url: '' }, flow, Date.parse('2026-03-01T10:00:00.500Z'))).toBe(name);
});
