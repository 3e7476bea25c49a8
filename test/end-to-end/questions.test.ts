import { describe, expect, it } from 'vitest';
import { inEnvironment, serverWith } from '../support/account.ts';
import { hasPty, startInTerminal, type Terminal } from '../support/pty.ts';
import { startUserServer } from '../support/user-server.ts';
import { emptyPlace } from '../support/whole-flow.ts';

const ID = '11111111-2222-4333-8444-555555555555';

const applicationWith = (address: string) => ({
  id: ID,
  name: 'shop',
  capabilities: { voice: { webhooks: { answer_url: { address, http_method: 'GET' } } } },
});

const LISTEN = ['listen', '--tunnel', 'none', '--port', '0', '--borrow', 'voice.answer'];

/** What is seen, without the moves of the cursor. */
const seen = (terminal: Terminal): string => terminal.screen().replace(/\u001b\[[\d;?]*[a-zA-Z]/g, '');

/** Lines that the terminal would break itself, in the middle of a word. */
const tooLong = (terminal: Terminal): readonly string[] =>
  seen(terminal)
    .split('\n')
    .filter((line) => line.length > 80);

describe.runIf(hasPty)('a question at a terminal of 80 columns breaks between words', () => {
  it('of listen, before it borrows live webhooks', async () => {
    const server = await startUserServer();
    const account = await serverWith(applicationWith(`${server.url}/webhooks/a-rather-long-path/answer`));
    const terminal = startInTerminal(LISTEN, emptyPlace(), inEnvironment(account));
    await terminal.sees('Borrow them? [y/N]');
    expect(tooLong(terminal)).toEqual([]);
    expect(seen(terminal)).toContain(
      'Until you stop, its calls and events come to this computer; then the old\nURLs are put back.\n',
    );
    terminal.types('n\r');
    expect((await terminal.ended).code).toBe(3);
  });

  it('of listen, about the URL of a listener that is gone', async () => {
    const account = await serverWith(applicationWith('http://127.0.0.1:5/webhooks/voice/answer'));
    const terminal = startInTerminal(LISTEN, emptyPlace(), inEnvironment(account));
    await terminal.sees('[e/s/N]');
    expect(tooLong(terminal)).toEqual([]);
    terminal.types('n\r');
    expect((await terminal.ended).code).toBe(0);
  });
});
