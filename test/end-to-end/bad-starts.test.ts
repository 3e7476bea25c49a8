import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { newPlace, runCli } from '../support/cli.ts';
import { type Arranged, strangerAt, tunnelServer } from '../support/cli-cases.ts';

/** A start that cannot go well: files of the folder, the command line, and what else there is. */
interface BadStart {
  readonly args: readonly string[];
  readonly code: 2 | 3;
  readonly config?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly arrange?: () => Promise<Arranged>;
}

const EMULATED = ['listen', '--emulator'];
const TALK = 'nccos:\n  welcome:\n    - action: talk\n      text: Hello\n';
const ACCOUNT = { VONAGE_API_KEY: 'abcd1234', VONAGE_API_SECRET: 'Secret-of-the-test-1' };
const APPLICATION = '11111111-2222-4333-8444-555555555550';
const REAL = ['listen', '--port', '0', '--app', APPLICATION];
/** Port 9 is reserved for `discard`, which nobody runs. */
const NOBODY = 'http://127.0.0.1:9';

const BAD_STARTS: Readonly<Record<string, BadStart>> = {
  'config-empty': { args: EMULATED, config: '', code: 2 },
  'config-unknown-key': { args: EMULATED, config: `anwser: welcome\n${TALK}`, code: 2 },
  'config-bad-number': { args: EMULATED, config: `port: 99999\nanswer: welcome\n${TALK}`, code: 2 },
  'config-wrong-type': { args: EMULATED, config: `answer: welcome\nborrow: 5\n${TALK}`, code: 2 },
  'config-ncco-file-missing': {
    args: EMULATED,
    config: 'answer: welcome\nnccos:\n  welcome: ./nccos/welcome.json\n',
    code: 2,
  },
  'config-with-a-secret': {
    args: EMULATED,
    config: `apiSecret: Secret-of-the-test-1\nanswer: welcome\n${TALK}`,
    code: 2,
  },
  'config-no-utf8': { args: EMULATED, config: Buffer.from('answer: gr\xfc\xdfe\n', 'latin1'), code: 2 },
  'config-a-folder': { args: ['listen', '--emulator', '--config', 'home'], code: 2 },
  'config-a-folder-by-its-name': { args: ['listen', '--emulator', '--config', 'folder.yaml'], code: 2 },
  'config-not-there': { args: ['listen', '--emulator', '--config', 'other.yaml'], code: 2 },
  'config-as-json-line': { args: [...EMULATED, '--json'], config: `prot: 5000\n${TALK}`, code: 2 },
  'config-without-answer': { args: EMULATED, config: TALK, code: 2 },

  'port-taken': {
    args: EMULATED,
    code: 3,
    arrange: () => strangerAt((_url, port) => ['--port', String(port)]),
  },
  'port-of-the-emulator-taken': {
    args: ['emulator'],
    code: 3,
    arrange: () => strangerAt((_url, port) => ['--port', String(port)]),
  },
  'port-no-number': { args: ['listen', '--emulator', '--port', '80a'], code: 2 },
  'port-without-a-value': { args: ['listen', '--emulator', '--port'], code: 2 },

  'callee-that-does-what-nobody-can': {
    args: ['call', '--answer-url', NOBODY, '--callee', '447700900444=bussy'],
    code: 2,
  },
  'flag-unknown': { args: ['listen', '--emulater'], code: 2 },
  'flag-unknown-as-json-line': { args: ['listen', '--emulater', '--json'], code: 2 },
  'flag-wrong-type': { args: ['call', '--hangup-after', 'soon'], code: 2 },
  'flag-wrong-word': { args: ['listen', '--tunnel', 'localtunel'], code: 2 },
  'command-unknown': { args: ['lisen', '--emulator'], code: 2 },
  'command-with-a-stray-word': { args: ['listen', 'emulator'], code: 2 },

  'once-without-call': { args: ['listen', '--once'], code: 2 },
  'call-without-emulator': { args: ['listen', '--call'], code: 2 },
  'public-url-with-tunnel': {
    args: ['listen', '--public-url', 'https://me.example', '--tunnel', 'localtunnel'],
    code: 2,
  },

  'no-credentials': { args: ['listen'], code: 2 },
  'no-credentials-as-json-line': { args: ['listen', '--json'], code: 2 },
  'no-credentials-for-app': { args: ['app', 'show'], code: 2 },
  'no-application-for-a-real-call': { args: ['call', '--real', '--to', '447700900123'], code: 2 },
  'forward-without-a-host': { args: ['init', '--forward', 'http://'], code: 2 },
  'half-a-pair-of-credentials': { args: ['listen'], env: { VONAGE_API_KEY: 'abcd1234' }, code: 2 },
  'no-application': { args: ['listen'], env: ACCOUNT, code: 2 },
  'application-id-that-is-none': { args: ['listen', '--app', 'my-app'], env: ACCOUNT, code: 2 },

  'tunnel-refused': { args: [...REAL, '--tunnel-host', NOBODY], env: ACCOUNT, code: 3 },
  'tunnel-says-403': {
    args: REAL,
    env: ACCOUNT,
    code: 3,
    arrange: () => tunnelServer({ status: 403, message: 'Forbidden' }),
  },
  'tunnel-never-answers': { args: REAL, env: ACCOUNT, code: 3, arrange: () => tunnelServer('hang') },
  'tunnel-server-is-none': {
    args: REAL,
    env: ACCOUNT,
    code: 3,
    arrange: () => strangerAt((url) => ['--tunnel-host', url]),
  },

  'emulator-not-there': { args: ['listen', `--emulator=${NOBODY}`], code: 3 },
  'emulator-is-something-else': {
    args: ['listen'],
    code: 3,
    arrange: () => strangerAt((url) => [`--emulator=${url}`]),
  },
  'call-that-expects-what-nobody-knows': { args: ['call', '--expect', 'conect:*'], code: 2 },
  'call-with-a-scenario-that-is-not-there': { args: ['call', 'nowhere.yaml'], code: 2 },
  'call-with-a-scenario-and-keys': { args: ['call', 'nowhere.yaml', '--press', '1'], code: 2 },
  'call-in-the-order-of-nothing': { args: ['call', '--answer-url', NOBODY, '--in-order'], code: 2 },
  'call-with-data-from-a-phone': { args: ['call', '--answer-url', NOBODY, '--custom-data', '{}'], code: 2 },
  'call-by-two-callers': { args: ['call', '--as', 'alice', '--from', '447700900222'], code: 2 },
  'call-without-anything-to-call': { args: ['call'], code: 2 },
  'call-with-half-an-address': { args: ['call', '--answer-url', 'localhost:8080/answer'], code: 2 },
  'call-for-a-running-emulator-that-is-not-there': { args: ['call', '--emulator', NOBODY], code: 3 },
};

describe('a start that cannot go well says why, and what to do', () => {
  it.concurrent.for(Object.entries(BAD_STARTS))('%s', async ([name, start], { expect }) => {
    const { args, code, config, env, arrange } = start;
    const place = newPlace();
    mkdirSync(place.home);
    mkdirSync(join(place.folder, 'folder.yaml'));
    if (config !== undefined) writeFileSync(join(place.folder, 'vonage-flow.config.yaml'), config);
    const arranged = await arrange?.();
    try {
      const ended = await runCli([...args, ...(arranged?.args ?? [])], place, env);
      expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout: '' });
      const plain = Object.entries({ [place.folder]: '<folder>', ...arranged?.replace }).reduce(
        (text, [random, word]) => text.replaceAll(random, word),
        ended.stderr,
      );
      await expect(plain).toMatchFileSnapshot(`../cases/cli/bad-starts/${name}.txt`);
    } finally {
      await arranged?.close();
      place.remove();
    }
  });
});

describe('a folder that cannot be written', () => {
  // Whoever runs the tests as root may write everywhere, so a file stands where the folder has to be.
  it('costs the record and nothing else, and is said once', async () => {
    const place = newPlace();
    writeFileSync(join(place.folder, '.vonage-flow'), 'in the way');
    try {
      const args = [...EMULATED, '--port', '0', '--call', '--once', '--speed', 'instant', '--json'];
      const { code, stdout, stderr } = await runCli(args, place);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const lines = stdout.trimEnd().split('\n');
      const troubles = lines.filter((line) => line.includes('"type":"trouble"'));
      expect(troubles.map((line) => line.replace(/"at":"[^"]+"/, '"at":"…"'))).toEqual([
        JSON.stringify({
          v: 1,
          type: 'trouble',
          at: '…',
          what: `nothing is recorded in this run, for ${place.folder}/.vonage-flow cannot be written: EEXIST: file already exists, mkdir '${place.folder}/.vonage-flow'`,
          tryThis: 'make the folder writable, or start in a folder of your own; everything else works',
        }),
      ]);
      expect(lines.filter((line) => line.includes('"type":"flow-ended"'))).toHaveLength(1);
    } finally {
      place.remove();
    }
  });
});

describe('the colour of a complaint, in a pipe', () => {
  it.each<[string, readonly string[], Readonly<Record<string, string>>, boolean]>([
    ['none by itself', ['lisen'], {}, false],
    ['FORCE_COLOR', ['lisen'], { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR=0', ['lisen'], { FORCE_COLOR: '0' }, false],
    ['NO_COLOR', ['lisen'], { NO_COLOR: '1' }, false],
    ['--no-color beats FORCE_COLOR', ['lisen', '--no-color'], { FORCE_COLOR: '1' }, false],
  ])('%s', async (_name, args, env, isColored) => {
    const place = newPlace();
    try {
      const { code, stderr } = await runCli(args, place, env);
      expect({ code, isColored: stderr.includes('\u001b[31m') }).toEqual({ code: 2, isColored });
    } finally {
      place.remove();
    }
  });
});

describe('the built command', () => {
  it.each([
    ['--version', `${packageJson.version}\n`],
    ['', readFileSync(new URL('../cases/cli/help/vonage-flow.txt', import.meta.url), 'utf8')],
    ['help listen', readFileSync(new URL('../cases/cli/help/listen.txt', import.meta.url), 'utf8')],
  ])('vonage-flow %s', async (line, stdout) => {
    const place = newPlace();
    try {
      expect(await runCli(line.split(' ').filter(Boolean), place)).toEqual({ code: 0, stdout, stderr: '' });
    } finally {
      place.remove();
    }
  });
});
