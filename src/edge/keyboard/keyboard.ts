import type { Keyboard } from '../../world.ts';
import { type Host, hearKeys } from './hear-keys.ts';

/** The keyboard of a real process. */
export const keyboard = (host: Host & Pick<NodeJS.Process, 'stderr'>, stopped: AbortSignal): Keyboard => ({
  get isTerminal() {
    return host.stdin.isTTY === true;
  },
  onKey: (heard) => hearKeys(host, heard),
  readAll: async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of host.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
    return Buffer.concat(chunks).toString('utf8');
  },
  ask: async (question, typed, manner) => {
    const { askAtTerminal } = await import('./ask-at-terminal.ts');
    return askAtTerminal(question, {
      input: host.stdin,
      output: host.stderr,
      signal: stopped,
      typed,
      isPlain: manner === 'plainly',
    });
  },
});
