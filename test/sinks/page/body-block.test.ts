import { expect, it } from 'vitest';
import { bodyBlock } from '../../../src/sinks/page/body-block.ts';

it.each([
  [false, 'secrets in it were masked when it was recorded'],
  [true, 'fields of it were redacted when it was recorded, as the config wants it'],
])('says why a body is not as it was (redacted: %s)', (isRedacted, words) => {
  const { markup } = bodyBlock({ form: 'json', body: { from: '***' }, masked: true }, isRedacted);
  expect(markup).toContain(`<p class="note">${words}</p>`);
});
