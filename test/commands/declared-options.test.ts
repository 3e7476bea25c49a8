import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import type { CommandModule } from '../../src/command.ts';
import { app } from '../../src/commands/app.ts';
import { call } from '../../src/commands/call.ts';
import { emulator } from '../../src/commands/emulator.ts';
import { listen } from '../../src/commands/listen.ts';

/** What a command understands of its arguments, and how often it asks to be run. */
const understood = (module: CommandModule, line: string): { flags: object; runs: number } => {
  const command = new Command('vonage-flow').exitOverride();
  let runs = 0;
  module.declare(command, () => {
    runs += 1;
  });
  command.parse(line === '' ? [] : line.split(' '), { from: 'user' });
  // The verbs of `app` have options of their own alone.
  const verb = module === app ? command.commands.find((one) => line.startsWith(one.name())) : undefined;
  return { flags: (verb ?? command).opts(), runs };
};

/** Reactions with their places among all that were typed. */
const typed = (...reactions: readonly object[]): readonly object[] =>
  reactions.map((reaction, index) => ({ place: index + 1, reaction }));

const table = (
  name: string,
  module: CommandModule,
  defaults: object,
  rows: readonly (readonly [line: string, flags: object])[],
): void => {
  describe(name, () => {
    it.each(rows)('%s', (line, flags) => {
      expect(understood(module, line)).toEqual({ flags: { ...defaults, ...flags }, runs: 1 });
    });
  });
};

table('listen', listen, { configure: true, record: true }, [
  ['', {}],
  ['-c other.yaml -p 5000', { config: 'other.yaml', port: 5000 }],
  ['--port 0', { port: 0 }],
  ['-f http://localhost:8080/', { forward: [{ for: 'all', url: 'http://localhost:8080' }] }],
  [
    '-f http://localhost:8080 -f rtc=http://localhost:9090/ -f voice.answer=http://localhost:1/a?b=c',
    {
      forward: [
        { for: 'all', url: 'http://localhost:8080' },
        { for: 'rtc', url: 'http://localhost:9090' },
        { for: 'voice.answer', url: 'http://localhost:1/a?b=c' },
      ],
    },
  ],
  ['-a app --api-key key --api-secret s', { app: 'app', apiKey: 'key', apiSecret: 's' }],
  ['--signature-secret s --require-signature', { signatureSecret: 's', requireSignature: true }],
  ['--borrow voice.answer,rtc.event -y', { borrow: ['voice.answer', 'rtc.event'], yes: true }],
  ['--no-configure', { configure: false }],
  ['--give-back', { giveBack: true }],
  ['--tunnel none', { tunnel: ['none'] }],
  ['--tunnel ngrok,cloudflared', { tunnel: ['ngrok', 'cloudflared'] }],
  ['--tunnel LocalTunnel', { tunnel: ['localtunnel'] }],
  ['--tunnel-host https://tunnel.example/', { tunnelHost: ['https://tunnel.example'] }],
  [
    '--tunnel-host https://a.example,https://b.example/',
    { tunnelHost: ['https://a.example', 'https://b.example'] },
  ],
  ['--public-url https://me.example/', { publicUrl: 'https://me.example' }],
  ['--emulator', { emulator: true }],
  ['-e --call', { emulator: true, call: true }],
  ['--emulator=http://127.0.0.1:4010', { emulator: 'http://127.0.0.1:4010' }],
  ['--emulator http://127.0.0.1:4010', { emulator: 'http://127.0.0.1:4010' }],
  ['--call --once --from +44-7700-900123', { call: true, once: true, from: '447700900123' }],
  ['--to 14155550100 --press 1,2#', { to: '14155550100', press: typed({ press: '1' }, { press: '2#' }) }],
  ['--say billing --say yes', { say: typed({ say: 'billing' }, { say: 'yes' }) }],
  [
    '--callee alice=busy --callee bob=ignore',
    { callee: { alice: { does: 'busy' }, bob: { does: 'ignore' } } },
  ],
  ['--speed 10x --seed abc --state s.json', { speed: 10, seed: 'abc', state: 's.json' }],
  ['--json --verbose --rtc', { json: true, verbose: true, rtc: true }],
  ['--no-record', { record: false }],
]);

table('call', call, { lanes: true }, [
  ['', {}],
  ['--answer-url http://localhost:8080/answer/', { answerUrl: 'http://localhost:8080/answer/' }],
  ['--answer-method post', { answerMethod: 'POST' }],
  ['--event-url http://a.example/e', { eventUrl: 'http://a.example/e' }],
  ['--rtc-url http://a.example/r', { rtcUrl: 'http://a.example/r' }],
  ['-e http://127.0.0.1:4010', { emulator: 'http://127.0.0.1:4010' }],
  ['--from 447700900123 --to 14155550100', { from: '447700900123', to: '14155550100' }],
  ['--as alice --custom-data {"a":1}', { as: 'alice', customData: { a: 1 } }],
  ['--press w1,2 --hangup-after 30s', { press: typed({ press: 'w1' }, { press: '2' }), hangupAfter: 30 }],
  ['--say billing', { say: typed({ say: 'billing' }) }],
  [
    '--callee 447700900444=reject:restricted',
    { callee: { '447700900444': { does: 'reject', detail: 'restricted' } } },
  ],
  ['--speed instant --seed abc', { speed: 'instant', seed: 'abc' }],
  ['--event-method GET', { eventMethod: 'GET' }],
  [
    '--user alice bob=offline@4s',
    { user: [{ exists: 'alice' }, { moves: { user: 'bob', state: 'offline', at: 4 } }] },
  ],
  ['--user alice --user bob', { user: [{ exists: 'alice' }, { exists: 'bob' }] }],
  ['--json --no-lanes', { json: true, lanes: false }],
  ['--in-order --max-answer 2s --max-reply 500ms', { inOrder: true, maxAnswer: 2000, maxReply: 500 }],
  ['--max-answer 1.5 --junit out.xml', { maxAnswer: 1500, junit: 'out.xml' }],
]);

table('emulator', emulator, { auth: true }, [
  ['', {}],
  ['-p 0', { port: 0 }],
  ['--number 14155550100 --number +14155550101', { number: ['14155550100', '14155550101'] }],
  ['--user alice bob', { user: ['alice', 'bob'] }],
  [
    '--answer-url http://a.example/a --answer-method POST',
    { answerUrl: 'http://a.example/a', answerMethod: 'POST' },
  ],
  [
    '--event-url http://a.example/e --rtc-url http://a.example/r --fallback-url http://a.example/f',
    {
      eventUrl: 'http://a.example/e',
      rtcUrl: 'http://a.example/r',
      fallbackUrl: 'http://a.example/f',
    },
  ],
  ['--speed 0.5x --seed abc --json', { speed: 0.5, seed: 'abc', json: true }],
  // Its options are the platform's: those of `exec` are read from both.
  ['exec --port 5 --verbose --user alice bob', { port: 5, user: ['alice', 'bob'] }],
  [
    '--callee 447700900444=busy --callee alice=reject',
    { callee: { '447700900444': { does: 'busy' }, alice: { does: 'reject' } } },
  ],
  ['--no-auth --rate-limits', { auth: false, rateLimits: true }],
]);

table('app', app, {}, [
  [
    'configure --set voice.answer=https://a.example/x?a=b --set rtc.event=https://b.example',
    { set: { 'voice.answer': 'https://a.example/x?a=b', 'rtc.event': 'https://b.example' } },
  ],
  [
    'configure --method Voice.Answer=post --unset rtc.event,voice.event --unset voice.fallback',
    { method: { 'voice.answer': 'POST' }, unset: ['rtc.event', 'voice.event', 'voice.fallback'] },
  ],
  [
    'configure --connect-timeout voice.answer=500ms --socket-timeout voice.event=8000',
    { connectTimeout: { 'voice.answer': 500 }, socketTimeout: { 'voice.event': 8000 } },
  ],
  [
    'configure --add-capability rtc,voice --signed-callbacks off --signed-callbacks voice=on --region EU-West',
    { addCapability: ['rtc', 'voice'], signedCallbacks: { on: false, voice: true }, region: 'eu-west' },
  ],
  [
    'configure --base-url https://x.example/ --keep-paths --slots voice.answer,rtc.event',
    { baseUrl: 'https://x.example', keepPaths: true, slots: ['voice.answer', 'rtc.event'] },
  ],
  ['configure --link-number +1-415-555-0100 -y', { linkNumber: ['14155550100'], yes: true }],
  [
    'configure --from-config --check --take-over --production',
    { fromConfig: true, check: true, takeOver: true, production: true },
  ],
  ['show --no-probe --private-key a.key -e', { probe: false, privateKey: 'a.key', emulator: true }],
  ['list --emulator=http://127.0.0.1:4010 --json', { emulator: 'http://127.0.0.1:4010', json: true }],
  ['create --voice --key-file a.key', { voice: true, keyFile: 'a.key' }],
  ['restore --forget', { forget: true }],
]);
