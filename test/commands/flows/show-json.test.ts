import { expect, it } from 'vitest';
import { flowsHere } from '../../support/flows-here.ts';
import { oneRecordedCall } from '../../support/one-recorded-call.ts';

it.each([
  ['--rtc', ['--rtc']],
  ['--view', ['--view', 'lanes']],
  ['--view', ['--view', 'timeline']],
])('flows show --json takes no %s, which would change nothing', async (name, words) => {
  const { code, stderr } = await flowsHere(oneRecordedCall(), 'show', 'last', '--json', ...words);
  expect(code).toBe(2);
  expect(JSON.parse(stderr)).toMatchObject({ what: `--json and ${name} exclude each other` });
});
