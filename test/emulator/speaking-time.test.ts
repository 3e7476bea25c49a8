import { expect, it } from 'vitest';
import { speakingTime } from '../../src/emulator/speaking-time.ts';

it.each([
  ['15 characters a second', 'x'.repeat(30), 2000],
  ['half a second at least', 'Hi', 500],
  ['tags are not spoken', `<speak>${'x'.repeat(30)}</speak>`, 2000],
  ['a break takes its time', '<speak>Hi<break time="1.5s"/><break time=\'250ms\'/></speak>', 1883],
])('%s', (_name, text, milliseconds) => {
  expect(speakingTime(text)).toBe(milliseconds);
});
