import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Description, Value } from '../../src/vonage/ncco/option.ts';
import {
  ACTIONS,
  type Action,
  type ActionName,
  type ConnectAction,
  defaultOf,
  type Endpoint,
  type InputAction,
  isActionName,
  type NotifyAction,
  readNccoText,
  type TalkAction,
  type TransferAction,
  type WaitAction,
} from '../../src/vonage/ncco.ts';
import { ALL_OPTIONS } from './ncco/every-option.ts';

const REASON = 'Syntax error in NCCO. Invalid value type or action.';

describe('ACTIONS', () => {
  it('are nine', () => {
    expect(Object.keys(ACTIONS)).toEqual(
      'record conversation connect talk stream input notify wait transfer'.split(' '),
    );
  });

  it('have these required options', () => {
    expect(ALL_OPTIONS.filter(([, option]) => option.required).map(([path]) => path)).toEqual([
      'conversation.name',
      'connect.endpoint',
      'connect.endpoint[](phone).number',
      'connect.endpoint[](phone).onAnswer.url',
      'connect.endpoint[](app).user',
      'connect.endpoint[](websocket).uri',
      'connect.endpoint[](websocket).content-type',
      'connect.endpoint[](vbc).extension',
      'talk.text',
      'stream.streamUrl',
      'input.type',
      'notify.payload',
      'notify.eventUrl',
      'transfer.conversationId',
    ]);
  });

  it('have these defaults', () => {
    const defaults = ALL_OPTIONS.filter(
      ([path, option]) => option.default !== undefined && !/eventMethod$/.test(path),
    );
    expect(defaults.map(([path, option]) => `${path} ${String(option.default)}`)).toEqual([
      'record.format mp3',
      'record.beepStart false',
      'record.transcription.sentimentAnalysis false',
      'conversation.startOnEnter true',
      'conversation.endOnExit false',
      'conversation.record false',
      'conversation.mute false',
      'conversation.transcription.sentimentAnalysis false',
      'connect.endpoint[](websocket).authorization.type vonage',
      'connect.randomFromNumber false',
      'connect.timeout 60',
      'connect.limit 7200',
      'connect.advancedMachineDetection.mode detect',
      'connect.advanced_machine_detection.mode detect',
      'talk.bargeIn false',
      'talk.loop 1',
      'talk.level 0',
      'talk.language en-US',
      'talk.style 0',
      'talk.premium false',
      'stream.level 0',
      'stream.bargeIn false',
      'stream.loop 1',
      'input.dtmf.timeOut 3',
      'input.dtmf.maxDigits 4',
      'input.dtmf.submitOnHash false',
      'input.speech.endOnSilence 2',
      'input.speech.language en-US',
      'input.speech.startTimeout 10',
      'input.speech.maxDuration 60',
      'input.speech.saveAudio false',
      'input.speech.sensitivity 90',
      'input.mode synchronous',
      'input.timeOut 3',
      'input.maxDigits 4',
      'input.submitOnHash false',
      'wait.timeout 10',
      'transfer.mute false',
    ]);
  });

  it('have these bounds', () => {
    const bounds = ALL_OPTIONS.flatMap(([path, { value }]) =>
      (value.is === 'integer' || value.is === 'number') && !/^input\.[a-z]+[A-Z]/.test(path)
        ? [`${path} ${value.min ?? ''}..${value.max ?? ''}`]
        : [],
    );
    expect(bounds).toEqual([
      'record.channels 1..32',
      'record.endOnSilence 3..10',
      'record.timeOut 3..7200',
      'connect.timeout 1..120',
      'connect.limit 1..7200',
      'connect.advancedMachineDetection.beep_timeout 30..120',
      'connect.advancedMachineDetection.beepTimeout 30..120',
      'connect.advanced_machine_detection.beep_timeout 30..120',
      'connect.advanced_machine_detection.beepTimeout 30..120',
      'talk.loop 0..',
      'talk.level -1..1',
      'talk.style 0..',
      'stream.level -1..1',
      'stream.loop 0..',
      'input.dtmf.timeOut 0..10',
      'input.dtmf.maxDigits 1..20',
      'input.speech.endOnSilence 0.4..10',
      'input.speech.startTimeout 1..60',
      'input.speech.maxDuration 1..60',
      'input.speech.sensitivity 10..100',
      'wait.timeout 0.1..7200',
    ]);
  });

  it.each(ALL_OPTIONS)('%s is well described', (_path, option, { options }) => {
    expect(option.about).toMatch(/^[A-Z`#].*\.$/);
    expect(option.source).toMatch(/^ncco\.md §\d/);
    const [first, second] = option.sameAs?.split('.') ?? [];
    if (first === undefined) return;
    // The one spelling stands before the others, so that it wins.
    const names = Object.keys(options);
    expect(names.indexOf(first)).toBeGreaterThanOrEqual(0);
    expect(options[first]!.sameAs).toBeUndefined();
    expect(names.indexOf(first)).toBeLessThan(names.findIndex((name) => options[name] === option));
    if (second !== undefined)
      expect(Object.keys((options[first]!.value as Description & Value).options)).toContain(second);
  });

  it.each(['hangup', 'pay', 'say', 'Talk', 'constructor', '', 7, undefined])('do not have %j', (name) => {
    expect(isActionName(name)).toBe(false);
  });
});

describe('defaultOf', () => {
  it('gives what the platform takes, with its type', () => {
    const timeout: number = defaultOf('connect', 'timeout');
    const method: 'POST' = defaultOf('input', 'eventMethod');
    const bargeIn: boolean = defaultOf('talk', 'bargeIn');
    const none: undefined = defaultOf('talk', 'text');
    expect([
      timeout,
      method,
      bargeIn,
      none,
      defaultOf('input', 'dtmf.timeOut'),
      defaultOf('wait', 'timeout'),
    ]).toEqual([60, 'POST', false, undefined, 3, 10]);
  });

  it('takes only options that there are', () => {
    // @ts-expect-error connect says timeout
    expect(() => defaultOf('connect', 'timeOut')).toThrow();
    // @ts-expect-error dtmf says timeOut
    expect(() => defaultOf('input', 'dtmf.timeout')).toThrow();
  });
});

describe('types', () => {
  it('are those of the wire', () => {
    expectTypeOf<Action['action']>().toEqualTypeOf<ActionName>();
    expectTypeOf<TalkAction['text']>().toEqualTypeOf<string>();
    expectTypeOf<TalkAction['loop']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<WaitAction>().toEqualTypeOf<{ readonly action: 'wait'; readonly timeout?: number }>();
    expectTypeOf<NotifyAction['eventUrl']>().toEqualTypeOf<readonly string[]>();
    expectTypeOf<InputAction['type']>().toEqualTypeOf<readonly ('dtmf' | 'speech')[]>();
    expectTypeOf<ConnectAction['endpoint']>().toEqualTypeOf<readonly Endpoint[]>();
    expectTypeOf<Endpoint['type']>().toEqualTypeOf<'phone' | 'app' | 'websocket' | 'sip' | 'vbc'>();
    expectTypeOf<ConnectAction['machineDetection']>().toEqualTypeOf<'continue' | 'hangup' | undefined>();
    // Other spellings are gone after reading.
    expectTypeOf<keyof TransferAction>().toEqualTypeOf<
      'action' | 'conversationId' | 'canHear' | 'canSpeak' | 'mute'
    >();
    expectTypeOf<keyof InputAction>().toEqualTypeOf<
      'action' | 'type' | 'dtmf' | 'speech' | 'mode' | 'eventUrl' | 'eventMethod'
    >();
  });
});

describe('readNccoText', () => {
  it.each<[string, string, unknown]>([
    ['an NCCO', '[{"action":"wait"}]', { ok: true, ncco: [{ action: 'wait' }] }],
    ['a byte order mark', '\uFEFF[]', { ok: true, ncco: [] }],
    ['no JSON', '<html>', { ok: false, reason: REASON, where: '', detail: 'this is not JSON: <html>' }],
    ['nothing', '', { ok: false, reason: REASON, where: '', detail: 'the reply is empty' }],
    [
      'an object',
      '{"success":true}',
      { ok: false, reason: REASON, where: '', detail: 'an NCCO is an array of actions, this is an object' },
    ],
  ])('reads %s', (_name, text, read) => {
    expect(readNccoText(text)).toEqual(read);
  });
});
