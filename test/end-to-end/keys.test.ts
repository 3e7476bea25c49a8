import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newPlace } from '../support/cli.ts';
import { hasPty, startInTerminal, type Terminal } from '../support/pty.ts';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const CTRL_U = '\u0015';
const CTRL_Z = '\u001a';
const PLAIN = { NO_COLOR: '1' };
/** Fast, and the same ids each time. */
const EMULATED = ['listen', '--emulator', '--speed', 'instant', '--seed', 'keys', '--port', '0'];
const KEYS_SHOWN = 'keys: c place a call, ? for help';
const GIVEN_BACK = 'stopped; every webhook URL still ours was given back';

/** With these a line of input is edited, a count drawn over, and a terminal asked for brackets around what is pasted. */
const CURSOR_MOVES = /\u001b\[\d*[GJK]|\u001b\[\?2004[hl]/g;

const terminal = (args: readonly string[], env: Readonly<Record<string, string>> = PLAIN): Terminal => {
  const place = newPlace();
  onTestFinished(() => place.remove());
  return startInTerminal(args, place, env);
};

/** The exit code, once it is known that the terminal is as it was. */
const codeWithTerminalRestored = async (at: Terminal): Promise<number> => {
  const { code, sttyBefore, sttyAfter } = await at.ended;
  expect(sttyBefore).toContain('icanon');
  expect(sttyAfter).toBe(sttyBefore);
  return code;
};

/** What the program says around the events, which have an order of their own at each run, without what chance decides. */
const aroundTheEvents = (screen: string): string =>
  screen
    .split('\n')
    .filter(
      (line) => !/^[\d:.]+ (?:[→←]|· {4}(?:talk|input|keys|connect)\b(?!:)|· [45])|^ {13}[→←]/.test(line),
    )
    .join('\n')
    .replace(/\d\d:\d\d:\d\d\.\d{3}/g, '<time>')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')
    .replace(/\d{4}-\d\d-\d\dT[\d-]+Z-\d+\.ndjson/, '<run>.ndjson')
    .replace(/\d+ s\b/g, '<n> s')
    .replace(/[\d.]+ EUR/g, '<price> EUR')
    .replace(CURSOR_MOVES, '');

describe.runIf(hasPty)('listen at a terminal', () => {
  it('places a call on c, and ends on q', async () => {
    const at = terminal(EMULATED);
    await at.sees(KEYS_SHOWN);
    at.types('c');
    await at.sees('Call 1 ended');
    await at.sees(KEYS_SHOWN);
    at.types('x');
    at.types('c');
    await at.sees('Call 2 ended');
    await at.sees(KEYS_SHOWN);
    at.types('q');
    await at.sees('stopping (key q)');
    await at.sees(GIVEN_BACK);
    expect(await codeWithTerminalRestored(at)).toBe(0);
    await expect(aroundTheEvents(at.screen())).toMatchFileSnapshot('../cases/cli/terminal/keys.txt');
  });

  it('gives back on Ctrl-C, which is a mere byte while keys are heard', async () => {
    const at = terminal(EMULATED);
    await at.sees(KEYS_SHOWN);
    at.types(CTRL_C);
    await at.sees('stopping (Ctrl-C): giving the webhook URLs back');
    await at.sees(GIVEN_BACK);
    expect(await codeWithTerminalRestored(at)).toBe(0);
  });

  it('leaves at once on a second Ctrl-C, with the terminal as it was', async () => {
    const at = terminal(EMULATED);
    await at.sees(KEYS_SHOWN);
    at.types(CTRL_C + CTRL_C);
    await at.sees('stopping (Ctrl-C)');
    // The emulated application ends with its emulator, so nothing is left that anybody could mend.
    expect(await codeWithTerminalRestored(at)).toBe(0);
    expect(at.screen()).not.toContain('not given back');
  });

  it('leaves the keyboard alone where a machine reads', async () => {
    const at = terminal([...EMULATED, '--json']);
    await at.sees('"type":"ready"');
    // In a terminal of which nobody has asked for keys it becomes a signal.
    at.types(CTRL_C);
    expect(await codeWithTerminalRestored(at)).toBe(0);
    expect(at.screen().replaceAll('^C', '').split('\n')).toEqual([
      expect.stringContaining('"type":"ready"'),
      expect.stringContaining('"type":"closing"'),
      expect.stringContaining('"type":"closed"'),
      '',
    ]);
  });

  it('pauses, looks at the last webhook, replays and copies it, filters', async () => {
    const at = terminal([...EMULATED, '--filter', 'kind:input']);
    await at.sees(KEYS_SHOWN);
    at.types('d');
    await at.sees('No webhook that passes the filter has come yet.');
    at.types('c');
    await at.sees('input     pressed 1');
    await at.sees(KEYS_SHOWN);
    at.types('d');
    await at.sees('5a input');
    await at.sees('POST /ncco/menu');
    await at.sees('"digits": "1"');
    await at.sees('reply 200 by NCCO alice');
    at.types('p');
    await at.sees('paused, 0 held; p goes on');
    at.types('r');
    await at.sees('Replayed to the listen at http://127.0.0.1:');
    await at.sees('same');
    await at.sees('paused, 1 held; p goes on');
    at.types('p');
    await at.sees('a replay of webhook');
    at.types('y');
    await at.sees("curl -sS -i -g -X 'POST'");
    await at.sees("/ncco/menu'");
    await at.sees('\u001b]52;c;');
    at.types('f');
    await at.sees('Filter (nothing: all is shown): ');
    await at.sees('kind:input');
    at.types(`${CTRL_U}kind:input stauts:busy\r`);
    await at.sees('             ^^^^^^');
    await at.sees('did you mean "status"?');
    await at.sees('kind:input stauts:busy');
    at.types(`${CTRL_U}\r`);
    await at.sees('From now on all is shown.');
    at.types('?');
    await at.sees('this list');
    at.types('q');
    expect(await codeWithTerminalRestored(at)).toBe(0);
  });

  it('puts the app of a user elsewhere on u, and where', async () => {
    const place = newPlace();
    onTestFinished(() => place.remove());
    writeFileSync(
      join(place.folder, 'vonage-flow.config.yaml'),
      'users: [alice, bob]\nanswer: hi\nnccos: { hi: [{ action: talk, text: Hi }] }\n',
    );
    const at = startInTerminal(EMULATED, place, PLAIN);
    await at.sees(KEYS_SHOWN);
    at.types('u');
    await at.sees('App of alice (foreground): f foreground, b background, o offline, or a number');
    at.types('2b');
    await at.sees('bob: background');
    at.types('u');
    await at.sees('App of bob (background)');
    at.types('o');
    await at.sees('bob: offline');
    at.types('q');
    expect(await codeWithTerminalRestored(at)).toBe(0);
  });

  it('shows what it holds, and gives the terminal back, when it is ended from outside', async () => {
    const at = terminal(EMULATED);
    await at.sees(KEYS_SHOWN);
    at.types('c');
    await at.sees('Call 1 ended');
    await at.sees(KEYS_SHOWN);
    at.types('p');
    await at.sees('paused, 0 held');
    at.types('r');
    await at.sees('Replayed to the listen');
    await at.sees('paused, 1 held');
    expect(at.screen()).not.toContain('a replay of webhook');
    at.signals('SIGTERM');
    await at.sees('a replay of webhook');
    await at.sees('stopping (SIGTERM)');
    await at.sees(GIVEN_BACK);
    expect(await codeWithTerminalRestored(at)).toBe(0);
  });

  it('gives the terminal back while it is put aside, and hears keys when it goes on', async () => {
    const at = terminal(EMULATED);
    await at.sees(KEYS_SHOWN);
    at.types(CTRL_Z);
    // The shell that has started it brings it back at once.
    await at.sees('back again');
    at.types('?');
    await at.sees('this list');
    at.types('q');
    expect(await codeWithTerminalRestored(at)).toBe(0);
    expect(at.sttyAside()).toContain(' icanon');
  });

  it('shows colour at a terminal, unless it is unwanted', async () => {
    const colorful = terminal(EMULATED, {});
    await colorful.sees('\u001b[');
    colorful.types('q');
    const plain = terminal([...EMULATED, '--no-color'], {});
    await plain.sees(KEYS_SHOWN);
    plain.types('q');
    const codes = [await codeWithTerminalRestored(colorful), await codeWithTerminalRestored(plain)];
    expect({ codes, plainHasColor: /\u001b\[[\d;]*m/.test(plain.screen()) }).toEqual({
      codes: [0, 0],
      plainHasColor: false,
    });
  });
});

describe.runIf(hasPty)('listen at a terminal, without credentials', () => {
  it('starts the emulator when that is wanted', async () => {
    const at = terminal(['listen', '--port', '0']);
    await at.sees('Start the emulator instead? [Y/n] ');
    at.types('y\r');
    await at.sees(KEYS_SHOWN);
    at.types('q');
    expect(await codeWithTerminalRestored(at)).toBe(0);
    await expect(
      aroundTheEvents(at.screen()).replace(/\([\da-f-]{36}\)/, '(<application>)'),
    ).toMatchFileSnapshot('../cases/cli/terminal/offer-taken.txt');
  });

  it.each([
    ['no', 'n\r'],
    ['end-of-stdin', CTRL_D],
    ['ctrl-c', CTRL_C],
  ])('says what is missing after %s', async (name, keys) => {
    const at = terminal(['listen']);
    await at.sees('Start the emulator instead? [Y/n] ');
    at.types(keys);
    expect(await codeWithTerminalRestored(at)).toBe(2);
    await expect(at.screen().replace(CURSOR_MOVES, '')).toMatchFileSnapshot(
      `../cases/cli/terminal/offer-declined-by-${name}.txt`,
    );
  });

  it('asks in a plain line, and draws nothing, for a screen reader', async () => {
    const at = terminal(['listen', '--port', '0'], { VONAGE_FLOW_SCREEN_READER: '1' });
    await at.sees('Start the emulator instead? [Y/n] ');
    at.types('y\r');
    await at.sees('keys: c place a call, ? for help');
    at.types('p');
    await at.sees('paused; p goes on');
    at.types('p');
    await at.sees('going on; 0 held');
    at.types('q');
    await at.sees('every webhook URL still ours was given back');
    expect(await codeWithTerminalRestored(at)).toBe(0);
    // But for the brackets that keep what is pasted from pressing keys.
    expect(at.screen().replace(/\u001b\[\?2004[hl]/g, '')).not.toContain('\u001b');
  });

  it('ends on SIGTERM, which is no answer', async () => {
    const at = terminal(['listen']);
    await at.sees('Start the emulator instead? [Y/n] ');
    at.signals('SIGTERM');
    await at.sees('Stopped before anything was started');
    expect(await codeWithTerminalRestored(at)).toBe(0);
  });
});
