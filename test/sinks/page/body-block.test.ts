import { expect, it } from 'vitest';
import { bodyBlock } from '../../../src/sinks/page/body-block.ts';

it.each([
  [false, 'secrets in it were masked when it was recorded'],
  [true, 'fields of it were redacted when it was recorded, as the config wants it'],
])('says why a body is not as it was (redacted: %s)', (isRedacted, words) => {
  const { markup } = bodyBlock({ form: 'json', body: { from: '***' }, masked: true }, isRedacted);
  expect(markup).toContain(`<p class="note">${words}</p>`);
});

it.each([
  [400, undefined],
  [401, '1 more line left out'],
  [1402, '1,002 more lines left out'],
])('shows of %d lines what can be read, and says how many more there are', (count, words) => {
  const body = Array.from({ length: count }, (_none, index) => `line ${index}`).join('\n');
  const { markup } = bodyBlock({ form: 'text', body });
  expect(markup.match(/line \d+/g)).toHaveLength(400);
  expect(/<p class="note">(.*)<\/p>/.exec(markup)?.[1]).toBe(words);
});
