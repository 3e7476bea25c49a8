import { expect, it } from 'vitest';
import { mediaName } from '../../../src/flow/media/media-name.ts';
import { collectCalls } from '../../../src/flow/media/recorded-calls.ts';

const LEG = '63f61863-4a51-4f6b-86e1-46edebcf9356';
const START = '2026-03-01T09:30:05Z';
const at = (second: number): string => `2026-03-01T09:31:${String(second).padStart(2, '0')}.000Z`;

const line = (record: object): string => JSON.stringify({ v: 1, type: 'exchange', ...record });
const recording = (record: object, body: object = {}): string =>
  line({
    kind: 'recording',
    conversation: 'CON-a',
    request: {
      form: 'json',
      body: {
        recording_url: 'https://api.nexmo.com/v1/files/1',
        recording_uuid: 'c2b9d0aa-0f1e',
        start_time: START,
        ...body,
      },
    },
    ...record,
  });

const callsOf = (...lines: readonly string[]) => {
  const collector = collectCalls();
  for (const text of lines) collector.line(text);
  return collector.calls();
};

it('are gathered from the lines of all runs, with what was recorded of them', () => {
  const calls = callsOf(
    line({ at: at(0), flow: LEG, kind: 'answer', leg: LEG, conversation: 'CON-a', from: '4477', to: '1415' }),
    line({ at: at(1), flow: LEG, kind: 'call-status', leg: 'other', conversation: 'CON-a' }),
    recording({ at: at(2), flow: LEG }),
    // A second try.
    recording({ at: at(3), flow: LEG }),
    line({
      at: at(4),
      flow: LEG,
      kind: 'transcription',
      request: {
        form: 'json',
        body: {
          status: 'transcribed',
          recording_uuid: 'c2b9d0aa-0f1e',
          transcription_url: 'https://api.nexmo.com/v1/files/2',
          timestamp: '2026-03-01T09:31:04Z',
        },
      },
    }),
    line({
      at: at(5),
      flow: LEG,
      kind: 'input',
      request: {
        query: `speech=${encodeURIComponent('{"recording_url":"https://api.nexmo.com/v1/files/3"}')}`,
      },
    }),
  );
  expect(calls).toEqual([
    {
      id: LEG,
      startedAt: Date.parse(at(0)),
      from: '4477',
      to: '1415',
      legs: new Set([LEG, 'other']),
      conversations: new Set(['CON-a']),
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

it('get what was told of their conversation without a call, when only one fits', () => {
  const call = (id: string, conversation: string): string =>
    line({ at: at(0), flow: id, kind: 'answer', conversation });
  const counts = callsOf(
    call('one', 'CON-a'),
    call('two', 'CON-b'),
    call('three', 'CON-b'),
    recording({ at: at(1) }),
    recording({ at: at(2), conversation: 'CON-b' }),
  ).map(({ id, media }) => [id, media.length]);
  expect(counts).toEqual([
    ['one', 1],
    ['two', 0],
    ['three', 0],
  ]);
});

it('pass over what makes no sense, and what was refused', () => {
  const calls = callsOf(
    '',
    '{"v":1,"type":"exchange","at":"2026',
    line({ at: 'never', flow: 'x' }),
    line({ at: at(0), flow: 1 }),
    line({ at: at(0), flow: 'one', kind: 'recording' }),
    recording({ at: at(1), flow: 'one', signature: { state: 'refused', reason: 'bad-signature' } }),
  );
  expect(calls.map(({ id, media }) => [id, media.length])).toEqual([['one', 0]]);
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
