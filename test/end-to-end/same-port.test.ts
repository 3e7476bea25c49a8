import { expect, it } from 'vitest';
import type { Cli } from '../support/cli.ts';
import { emptyPlace, startListening } from '../support/whole-flow.ts';

const apiOf = async (listen: Cli): Promise<string> => {
  const { emulator } = await listen.line(({ type }) => type === 'ready');
  return String((emulator as { api?: unknown }).api);
};

it('starts the emulator of a project where it was before, and elsewhere while another one is there', async () => {
  const place = emptyPlace();
  const first = await startListening(['--emulator'], place);
  const api = await apiOf(first);
  await first.stop();
  const again = await startListening(['--emulator'], place);
  expect(await apiOf(again)).toBe(api);
  const beside = await startListening(['--emulator'], place);
  expect(await apiOf(beside)).not.toBe(api);
});
