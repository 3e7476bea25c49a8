import { afterEach, expect, it, vi } from 'vitest';
import { startProgress } from '../../src/sinks/progress.ts';
import { fakeOutput } from '../support/fake-output.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it.each([
  ['a terminal', fakeOutput(), false, 1],
  ['a terminal that does not tell its width', fakeOutput({ canRedraw: false }), false, 0],
  ['a pipe', fakeOutput({ isTerminal: false }), false, 0],
  ['nothing but data', fakeOutput(), true, 0],
])('waits for a spinner, or for none: %s', (_name, output, quiet, waiting) => {
  vi.useFakeTimers();
  startProgress(output, quiet).say('Waiting');
  expect(vi.getTimerCount()).toBe(waiting);
});

it('escapes what would move the cursor', async () => {
  let written = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
  const progress = startProgress(fakeOutput(), false);
  progress.say('Asking \u001b[2Jthem');
  await vi.waitFor(() => expect(written).toContain('them'), { timeout: 30_000 });
  progress.end();
  expect(written).toContain('Asking \\x1b[2Jthem');
  expect(written).not.toContain('\u001b[2J');
});
