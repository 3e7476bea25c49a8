import { expect, it } from 'vitest';
import { noticeRecord } from '../../src/flow/notice-record.ts';
import { jsonLines } from '../../src/sinks/json-lines.ts';
import { fakeOutput } from '../support/fake-output.ts';
import { ivrNotices } from '../support/ivr-call.ts';

it('writes one line of JSON for each notice, the ready line first', async () => {
  const output = fakeOutput({ isTerminal: false });
  const sink = jsonLines(output);
  for (const notice of ivrNotices()) sink.note(notice);
  await sink.close();
  const records = output.lines().map((line) => JSON.parse(line));
  expect(records).toEqual(ivrNotices().map((notice) => JSON.parse(JSON.stringify(noticeRecord(notice)))));
  expect(records[0].type).toBe('ready');
});

it('escapes what a terminal obeys, and stays the same JSON', async () => {
  const output = fakeOutput({ isTerminal: false });
  const sink = jsonLines(output);
  const what = 'a \u009b2J b \u007f c \u202e d \u2028 e \u0085 f';
  sink.note({ type: 'info', at: 0, what });
  await sink.close();
  const [line = ''] = output.lines();
  expect(line).toMatch(/^[\x20-\x7e]*$/);
  expect(JSON.parse(line)).toMatchObject({ what });
});

it('writes nothing once the reader has gone', () => {
  const output = fakeOutput({ isTerminal: false });
  const sink = jsonLines(output);
  output.hangUp();
  for (const notice of ivrNotices()) sink.note(notice);
  expect(output.text()).toBe('');
});
