import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Cli, newPlace, type Place, startCli } from '../support/cli.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

type Files = Readonly<Record<string, string>>;

const write = (place: Place, files: Files): void => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place.folder, name)), { recursive: true });
    writeFileSync(join(place.folder, name), text);
  }
};

interface Listening {
  readonly place: Place;
  readonly cli: Cli;
  /** The text of the NCCO of this name as Vonage gets it, or the status when it gets none. */
  readonly ask: (name: string) => Promise<unknown>;
  /** Resolves with the next notice, of those after the ones seen so far, whose words hold this. */
  readonly heard: (words: string) => Promise<unknown>;
}

const listen = async (
  files: Files,
  prepare: (place: Place) => void = () => {},
  args: readonly string[] = [],
): Promise<Listening> => {
  const place = newPlace();
  open.push(() => place.remove());
  write(place, files);
  prepare(place);
  const cli = startCli(['listen', '--emulator', '--port', '0', '--json', '--no-record', ...args], place);
  open.push(() => cli.stop());
  const ready = await cli.line(({ type }) => type === 'ready');
  let seen = 0;
  return {
    place,
    cli,
    ask: async (name) => {
      const response = await fetch(`${String(ready['listening'])}/ncco/${name}`);
      if (!response.ok) return response.status;
      const [talk] = (await response.json()) as readonly { readonly text?: string }[];
      return talk?.text;
    },
    heard: async (words) => {
      const isNew = (what: unknown) => String(what).includes(words);
      const found = await cli.line(
        (line) => isNew(line['what']) && cli.lines().findIndex((one) => sameLine(one, line)) >= seen,
      );
      seen = cli.lines().findIndex((one) => sameLine(one, found)) + 1;
      return found;
    },
  };
};

const sameLine = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);

const talk = (text: string): string => `[{ "action": "talk", "text": ${JSON.stringify(text)} }]\n`;

describe('an edit while listen runs', () => {
  it('of the config takes effect; a broken one is shown and changes nothing; a mended one counts again', async () => {
    const config = (text: string): Files => ({
      'vonage-flow.config.yaml': `answer: hello\nnccos:\n  hello:\n    - { action: talk, text: ${text} }\n`,
    });
    const { place, ask, heard } = await listen(config('One'));
    expect(await ask('hello')).toBe('One');

    write(place, config('Two'));
    await heard('config read again: 1 NCCO');
    expect(await ask('hello')).toBe('Two');

    write(place, config('[Three'));
    expect(await heard('the last good version goes on serving')).toMatchObject({
      type: 'trouble',
      what: 'the config vonage-flow.config.yaml has a problem; the last good version goes on serving',
      excerpt: expect.stringContaining('vonage-flow.config.yaml:4:'),
      tryThis: 'mend it and save',
    });
    expect(await ask('hello')).toBe('Two');

    write(place, config('Four'));
    await heard('config read again: 1 NCCO');
    expect(await ask('hello')).toBe('Four');
  });

  it('of an NCCO file, which an editor puts in its place, and which adds what is wrong', async () => {
    const { place, ask, heard } = await listen({
      'vonage-flow.config.yaml': 'answer: hello\nnccos:\n  hello: ./nccos/hello.json\n',
      'nccos/hello.json': talk('One'),
    });
    write(place, { 'nccos/hello.json.tmp': '[{ "action": "talk", "text": "Two", "bargein": true }]' });
    renameSync(join(place.folder, 'nccos/hello.json.tmp'), join(place.folder, 'nccos/hello.json'));
    await heard('config read again: 1 NCCO');
    expect(await ask('hello')).toBe('Two');
    await heard('[option-spelling]');

    rmSync(join(place.folder, 'nccos/hello.json'));
    await heard('the last good version goes on serving');
    expect(await ask('hello')).toBe('Two');
    write(place, { 'nccos/hello.json': talk('Three') });
    await heard('config read again: 1 NCCO');
    expect(await ask('hello')).toBe('Three');
  });

  it('of a file behind a link', async () => {
    const { place, ask, heard } = await listen(
      {
        'shared/config.json': JSON.stringify({ answer: 'hello', nccos: { hello: JSON.parse(talk('One')) } }),
      },
      ({ folder }) => symlinkSync('shared/config.json', join(folder, 'vonage-flow.config.json')),
    );
    expect(await ask('hello')).toBe('One');
    write(place, {
      'shared/config.json': JSON.stringify({ answer: 'hello', nccos: { hello: JSON.parse(talk('Two')) } }),
    });
    await heard('config read again: 1 NCCO');
    expect(await ask('hello')).toBe('Two');
  });

  it('of a module that a TypeScript config imports, which adds a name with its address', async () => {
    const { place, ask, heard } = await listen({
      'vonage-flow.config.ts':
        "import { nccos } from './nccos/all';\n\nexport default { answer: 'hello', nccos };\n",
      'nccos/all.ts':
        "import { words } from './words.mjs';\nexport const nccos = { hello: () => [{ action: 'talk', text: words }] };\n",
      'nccos/words.mjs': "export const words = 'One';\n",
    });
    expect([await ask('hello'), await ask('more')]).toEqual(['One', 404]);

    write(place, { 'nccos/words.mjs': "export const words = 'Two';\n" });
    await heard('config read again: 1 NCCO');
    expect(await ask('hello')).toBe('Two');

    write(place, {
      'nccos/all.ts':
        "export const nccos = { hello: () => 'more', more: [{ action: 'talk', text: 'More, at {{ urls.more }}' }] };\n",
    });
    await heard('config read again: 2 NCCOs');
    expect(await ask('hello')).toMatch(/^More, at http:\/\/127\.0\.0\.1:\d+\/ncco\/more$/);

    write(place, { 'nccos/all.ts': "import { gone } from './gone';\nexport const nccos = gone;\n" });
    expect(await heard('the last good version goes on serving')).toMatchObject({
      excerpt: expect.stringContaining('there is no file ./gone'),
    });
    write(place, { 'nccos/gone.ts': 'export const gone = { hello: [{ action: "talk", text: "Back" }] };\n' });
    await heard('config read again: 1 NCCO');
    expect([await ask('hello'), await ask('more')]).toEqual(['Back', 404]);
  });

  it('of the servers takes effect where the application needs no change for it', async () => {
    const config = (forward: string, copy: number): Files => ({
      'vonage-flow.config.yaml': `forward: ${forward}\ncopy: http://127.0.0.1:${copy}\nanswer: hello\nnccos:\n  hello: [{ action: talk, text: Hello }]\n`,
    });
    const at = 'http://127.0.0.1:';
    const { place, cli, heard } = await listen(config(`{ rtc: ${at}9 }`, 10));
    const { listening } = await cli.line(({ type }) => type === 'ready');
    write(place, config(`{ rtc: ${at}19 }`, 20));
    expect(await heard('config read again')).toMatchObject({
      what: `config read again: 1 NCCO; your server is ${at}19 now; a copy goes to ${at}20 now`,
    });
    // Nothing is there either, and that says who was asked.
    const response = await fetch(`${String(listening)}/webhooks/rtc/event`, { method: 'POST' });
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining(`${at}19 is down`) });

    write(place, config(`{ rtc: ${at}29 }`, 29));
    expect(await heard('the last good version')).toMatchObject({
      what: `--copy ${at}29 is a server that answers already (--forward); the last good version goes on serving`,
    });
    write(place, config(`{ rtc: ${String(listening)} }`, 20));
    await heard('is this listener itself; the last good version goes on serving');

    // Voice is answered here, at a path of ours.
    write(place, config(`${at}29`, 20));
    expect(await heard('at a restart')).toMatchObject({
      what: 'forward in vonage-flow.config.yaml changed, and takes effect at a restart',
    });
    expect((await fetch(`${String(listening)}/webhooks/voice/answer`)).status).toBe(200);
  });

  it('of what needs a restart is named once, and the rest of the edit counts', async () => {
    const config = (port: number, text: string): Files => ({
      'vonage-flow.config.yaml': `port: ${port}\nusers: [alice]\nanswer: [{ action: talk, text: ${text} }]\nnccos:\n  hello: [{ action: talk, text: ${text} }]\n`,
    });
    const { place, cli, ask, heard } = await listen(config(1, 'One'));
    write(place, config(2, 'Two'));
    expect(await heard('at a restart')).toMatchObject({
      type: 'trouble',
      what: 'port in vonage-flow.config.yaml changed, and takes effect at a restart',
    });
    write(place, config(2, 'Three'));
    await heard('config read again');
    expect(await ask('hello')).toBe('Three');

    // Without an answer the borrowed slot would turn callers away.
    write(place, { 'vonage-flow.config.yaml': 'port: 2\nnccos: {}\n' });
    await heard('does not say what answers a call; the last good version goes on serving');
    expect(await ask('hello')).toBe('Three');
    expect(cli.lines().filter(({ what }) => String(what).includes('at a restart'))).toHaveLength(1);
    expect(await cli.stop()).toBe(0);
  });
});
