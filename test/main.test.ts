import { describe, expect, it } from 'vitest';
import { main } from '../src/main.ts';
import { type FakeWorldOptions, fakeWorld } from './support/fake-world.ts';

const run = async (line: string, options: FakeWorldOptions = {}) => {
  const world = fakeWorld(options);
  const code = await main(line === '' ? [] : line.split(' '), world);
  return { code, stdout: world.stdout.text(), stderr: world.stderr.text() };
};

const page = (name: string): string => `./cases/cli/help/${name}.txt`;

describe('vonage-flow', () => {
  it.each(['--version', '-V', '--version --debug', 'listen --version'])('%s', async (line) => {
    expect(await run(line)).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' });
  });

  it.each([
    ['', 'vonage-flow'],
    ['--help', 'vonage-flow'],
    ['-h', 'vonage-flow'],
    ['help', 'vonage-flow'],
    ['--no-color', 'vonage-flow'],
    ['listen --help', 'listen'],
    ['listen -h --emulator', 'listen'],
    ['help listen', 'listen'],
    ['call --help', 'call'],
    ['help call', 'call'],
    ['ncco --help', 'ncco'],
    ['ncco', 'ncco'],
    ['ncco help', 'ncco'],
    ['ncco help show', 'ncco-show'],
    ['app', 'app'],
    ['app configure --help', 'app-configure'],
    ['app show -h', 'app-show'],
    ['app create --help', 'app-create'],
    ['app restore --help', 'app-restore'],
    ['ncco show --help', 'ncco-show'],
    ['ncco init --help', 'ncco-init'],
    ['init --help', 'init'],
    ['url --help', 'url'],
    ['trigger --help', 'trigger'],
    ['flows --help', 'flows'],
    ['flows list --help', 'flows-list'],
    ['flows show --help', 'flows-show'],
    ['flows prune --help', 'flows-prune'],
    ['flows export --help', 'flows-export'],
    ['flows replay --help', 'flows-replay'],
    ['flows download --help', 'flows-download'],
    ['flows pull --help', 'flows-pull'],
    ['completion --help', 'completion'],
    ['doctor --help', 'doctor'],
    ['users --help', 'users'],
    ['users token --help', 'users-token'],
    ['emulator --help', 'emulator'],
    ['help emulator', 'emulator'],
    ['emulator exec --help', 'emulator-exec'],
    ['emulator exec --seed 1 -h -- npm --version', 'emulator-exec'],
  ])('shows a page of help: %s', async (line, name) => {
    const { code, stdout, stderr } = await run(line);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await expect(stdout).toMatchFileSnapshot(page(name));
  });

  it.each([
    '--help',
    'listen --help',
    'call --help',
    'ncco show --help',
    'ncco init --help',
    'init --help',
    'app --help',
    'app configure --help',
    'app show --help',
    'app list --help',
    'app create --help',
    'app numbers --help',
    'app restore --help',
    'completion --help',
    'doctor --help',
    'users token --help',
    'url --help',
    'trigger --help',
    'flows list --help',
    'flows show --help',
    'flows prune --help',
    'flows export --help',
    'flows replay --help',
    'flows download --help',
    'flows pull --help',
    'emulator --help',
    'emulator exec --help',
  ])('keeps within 80 columns: %s', async (line) => {
    const { stdout } = await run(line);
    expect(stdout.split('\n').filter((text) => text.length > 80)).toEqual([]);
  });

  it('widens its help with the terminal, to where prose is still read well', async () => {
    const widest = async (columns: number): Promise<number> =>
      Math.max(...(await run('listen --help', { columns })).stdout.split('\n').map(({ length }) => length));
    expect(await widest(200)).toBe(await widest(100));
    expect(await widest(100)).toBeGreaterThan(80);
  });

  it.each([
    [
      'lisen',
      ['✗ There is no command "lisen"', '  → did you mean listen?', '  → all commands: vonage-flow --help'],
    ],
    [
      'lisen --emulator',
      ['✗ There is no command "lisen"', '  → did you mean listen?', '  → all commands: vonage-flow --help'],
    ],
    [
      'help emulater',
      [
        '✗ There is no command "emulater"',
        '  → did you mean emulator?',
        '  → all commands: vonage-flow --help',
      ],
    ],
    ['serve', ['✗ There is no command "serve"', '  → all commands: vonage-flow --help']],
    [
      'ncco validat',
      [
        '✗ vonage-flow ncco has no "validat"',
        '  → did you mean validate?',
        '  → all of them: vonage-flow ncco --help',
      ],
    ],
    [
      'emulator exce',
      [
        '✗ vonage-flow emulator has no "exce"',
        '  → did you mean exec?',
        '  → all of them: vonage-flow emulator --help',
      ],
    ],
    [
      'ncco validate --format junit answer.json --rule config=off',
      [
        '✗ --rule: "config" is always an error',
        '  It is looked at when a config is among the files. It cannot be switched off.',
        '  → what it is: vonage-flow ncco rules config',
      ],
    ],
    ['--emulator', ['✗ There is no option --emulator', '  → all options: vonage-flow --help']],
    [
      'listen --portt 5000',
      [
        '✗ There is no option --portt',
        '  → did you mean --port?',
        '  → all options: vonage-flow listen --help',
      ],
    ],
    [
      'listen --nocolor',
      [
        '✗ There is no option --nocolor',
        '  → did you mean --no-color?',
        '  → all options: vonage-flow listen --help',
      ],
    ],
    [
      'listen emulator',
      [
        '✗ listen does not know what to do with "emulator"',
        '  Everything behind it is an option, which begins with a dash.',
        '  → did you mean --emulator?',
        '  → all options: vonage-flow listen --help',
      ],
    ],
    [
      'call 14155550100',
      [
        '✗ call does not know what to do with "14155550100"',
        '  What stands there without a dash is a scenario file.',
        '  → if it is the number to call: vonage-flow call --to 14155550100',
      ],
    ],
    [
      'listen --port abc',
      [
        '✗ --port cannot be "abc"',
        '  A port is a whole number from 0 to 65535 (0: any free one).',
        '  → all options: vonage-flow listen --help',
      ],
    ],
    [
      'call --answer-url localhost:8080/answer',
      [
        '✗ --answer-url cannot be "localhost:8080/answer"',
        '  Write a whole address, like http://localhost:8080/answer',
        '  → all options: vonage-flow call --help',
      ],
    ],
    [
      'emulator -p',
      ['✗ --port needs a value: --port <number>', '  → all options: vonage-flow emulator --help'],
    ],
    [
      'flows export last --format htm',
      [
        '✗ --format cannot be "htm"',
        '  It is json, html, har, curl, mermaid or otlp-json.',
        '  → did you mean html?',
        '  → all options: vonage-flow flows export --help',
      ],
    ],
    [
      'completion bahs',
      [
        '✗ <shell> cannot be "bahs"',
        '  It is bash, zsh, fish or powershell.',
        '  → did you mean bash?',
        '  → all options: vonage-flow completion --help',
      ],
    ],
    [
      'flows export last --output x',
      [
        '✗ There is no option --output',
        '  → did you mean --out?',
        '  → all options: vonage-flow flows export --help',
      ],
    ],
    [
      'flows download',
      [
        '✗ vonage-flow flows download needs <call>',
        '  <call>: last, or the id of the call, a leg or a conversation, or its beginning',
        '  → all options: vonage-flow flows download --help',
      ],
    ],
    [
      'listen --tunnel \u001b[31mngrk',
      [
        '✗ --tunnel cannot be "\\x1b[31mngrk"',
        '  It is localtunnel, cloudflared, ngrok or none.',
        '  → all options: vonage-flow listen --help',
      ],
    ],
  ])('does not understand: %s', async (line, lines) => {
    expect(await run(line)).toEqual({ code: 2, stdout: '', stderr: `${lines.join('\n')}\n` });
  });

  it.each([
    'ncco validate --json --format junit answer.json',
    'ncco show --json --format mermaid answer.json',
  ])('refuses two formats at once: %s', async (line) => {
    const { code, stdout, stderr } = await run(line);
    const format = line.split(' ')[4];
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject({
      what: `--json and --format ${format} are two formats`,
      why: '--json is short for --format json.',
    });
  });

  it('says so in one JSON line under --json', async () => {
    const { code, stdout, stderr } = await run('listen --json --portt 5000');
    expect({ code, stdout, record: JSON.parse(stderr) }).toEqual({
      code: 2,
      stdout: '',
      record: {
        type: 'error',
        what: 'There is no option --portt',
        tryThis: ['did you mean --port?', 'all options: vonage-flow listen --help'],
        exitCode: 2,
      },
    });
  });

  it.each([
    ['in colour where there is colour', 'lisen', true],
    ['without colour under --no-color', 'lisen --no-color', false],
    ['in colour when --no-color is behind --', 'lisen -- --no-color', true],
  ])('complains %s', async (_name, line, isColored) => {
    const { stderr } = await run(line, { isTerminal: true, colorLevel: 1 });
    expect(stderr.includes('\u001b[')).toBe(isColored);
  });

  it('needs no folder for what is about none', async () => {
    const world = fakeWorld();
    const missing = { get: () => expect.unreachable('nobody needs it') };
    Object.defineProperties(world, {
      cwd: { ...missing, enumerable: true },
      homeDirectory: { ...missing, enumerable: true },
    });
    expect(await main(['--help', '--no-color'], world)).toBe(0);
  });
});
