import type { CalleeScript, CallerScript } from '../../src/emulator/script.ts';
import { NUMBER, outcome } from './emulator-driver.ts';
import { type NamedScenario, ncco, replies, say } from './scenario-words.ts';

const SALES = '447700900444';

const listen = (more: object = {}) => ({
  action: 'input',
  type: ['speech'],
  eventUrl: ['http://app/heard'],
  ...more,
});
const keysOrSpeech = listen({ type: ['dtmf', 'speech'] });
const phone = (more: object = {}, endpoint: object = {}) => ({
  action: 'connect',
  from: NUMBER,
  endpoint: [{ type: 'phone', number: SALES, ...endpoint }],
  ...more,
});
const synchronous = { eventType: 'synchronous', eventUrl: ['http://app/leg'] };
const onAnswer = { onAnswer: { url: 'http://app/whisper' } };
const detects = (more: object) => phone({ advancedMachineDetection: more, eventUrl: ['http://app/leg'] });

const MENU = ncco({ ...say('Press 1.'), bargeIn: true }, listen({ type: ['dtmf'], dtmf: { maxDigits: 1 } }));
/** The same menu from an application that counts in its address. */
const asked = (time: number) =>
  ncco(say('Press 1.'), listen({ type: ['dtmf'], eventUrl: [`http://app/heard?time=${time}`] }));

/** A caller who talks to an NCCO. */
const caller = (name: string, script: CallerScript, table: Parameters<typeof replies>[0]): NamedScenario => ({
  name,
  calls: [script],
  backend: replies(table),
});

/** Somebody is called, and does this. */
const called = (
  name: string,
  script: CalleeScript,
  connect: object,
  table: Parameters<typeof replies>[0] = {},
): NamedScenario =>
  caller(
    name,
    { callees: { [SALES]: script, '600': script, 'sip:desk@pbx.example': script, 'agent@trunk-1': script } },
    { '/answer': ncco(connect, say('Going on.')), ...table },
  );

/** What people say, as `input` reports it. */
const SPEECH: readonly NamedScenario[] = [
  caller(
    'speech-billing',
    { say: ['billing'] },
    { '/answer': ncco(listen()), '/heard': ncco(say('Billing it is.')) },
  ),
  caller(
    'speech-alternatives-best-first',
    {
      say: [
        {
          text: 'filling',
          confidence: 0.61,
          alternatives: [{ text: 'billing', confidence: 0.9311 }, 'dilling'],
        },
      ],
    },
    { '/answer': ncco(listen()) },
  ),
  caller(
    'speech-cut-off-at-max-duration',
    { say: ['I would like to talk to somebody about the bill of last month'] },
    { '/answer': ncco(listen({ speech: { maxDuration: 2 } })) },
  ),
  caller(
    'speech-begins-too-late',
    { say: [{ text: 'hello?', afterSeconds: 3 }] },
    { '/answer': ncco(listen({ speech: { startTimeout: 2 } }), say('Nobody spoke.'), say('Or too late.')) },
  ),
  caller(
    'speech-short-silence',
    { say: ['yes'] },
    { '/answer': ncco(listen({ speech: { endOnSilence: 0.4 } })) },
  ),
  caller('speech-saved', { say: ['yes'] }, { '/answer': ncco(listen({ speech: { saveAudio: true } })) }),
  caller(
    'speech-that-cannot-be-analysed',
    { say: [{ text: 'mumble', error: 'ERR1: Failed to analyze audio' }] },
    { '/answer': ncco(listen()) },
  ),
  caller(
    'speech-barges-in',
    { say: ['agent'] },
    {
      '/answer': ncco(
        { action: 'talk', text: 'You can say many things, such as billing, sales or agent.', bargeIn: true },
        listen(),
      ),
    },
  ),
  caller(
    'speech-options-that-change-nothing-here',
    { say: ['rechnung'] },
    {
      '/answer': ncco(
        listen({
          speech: {
            language: 'de-DE',
            context: ['Rechnung'],
            sensitivity: 50,
            provider: 'google',
            providerOptions: {},
          },
        }),
      ),
    },
  ),
  caller(
    'speech-of-another-leg',
    { say: ['yes'] },
    { '/answer': ncco(listen({ speech: { uuid: ['aaaaaaaa-0000-4000-8000-000000000001'] } })) },
  ),
  caller('speech-comes-before-keys', { say: ['sales'] }, { '/answer': ncco(keysOrSpeech) }),
  caller(
    'keys-override-speech',
    { reactions: [{ say: 'I think that I want the sales department' }, { at: 2.5, press: '1' }] },
    { '/answer': ncco(keysOrSpeech) },
  ),
  caller(
    'reactions-fit-what-is-listened-to',
    { reactions: [{ press: '1' }, { say: 'billing' }, { press: '2' }] },
    {
      '/answer': ncco(listen()),
      '/heard': [ncco(keysOrSpeech), ncco(listen({ type: ['dtmf'] })), outcome(204)],
    },
  ),
];

const stream = (file: string, more: object = {}) => ({
  action: 'stream',
  streamUrl: [`http://app/${file}`],
  level: -0.5,
  ...more,
});

/** Audio files last as long as they do, once that is known. */
const AUDIO: readonly NamedScenario[] = [
  {
    ...caller(
      'stream-of-known-length',
      {},
      { '/answer': ncco(stream('hold.mp3', { loop: 3 }), say('Now.')) },
    ),
    audio: { 'http://app/hold.mp3': { milliseconds: 2500 } },
  },
  {
    ...caller(
      'stream-that-cannot-be-played',
      {},
      { '/answer': ncco(stream('gone.mp3', { loop: 0, bargeIn: true }), listen({ type: ['dtmf'] })) },
    ),
    calls: [{ press: ['1'] }],
    audio: { 'http://app/gone.mp3': { problem: 'stream http://app/gone.mp3: HTTP 404' } },
  },
];

/** Keys at times of their own, and keys that are sent one by one. */
const KEYS: readonly NamedScenario[] = [
  caller(
    'keys-at-times',
    {
      reactions: [
        { at: 1, press: '5' },
        { at: 6, press: '42' },
      ],
    },
    {
      '/answer': ncco(
        say('Whoever presses a key during this sentence is not heard.'),
        listen({ type: ['dtmf'] }),
      ),
    },
  ),
  caller(
    'keys-and-words-before-the-call-is-answered',
    { press: ['1@0.1s'], say: ['hello?@1s'] },
    { '/answer': ncco({ action: 'wait', timeout: 2 }, say('Now you are heard.')) },
  ),
  caller(
    'input-asynchronous',
    { press: ['12#'] },
    {
      '/answer': ncco(
        { action: 'input', type: ['dtmf'], mode: 'asynchronous', eventUrl: ['http://app/key'] },
        say('Every key is sent at once.'),
      ),
      '/key': ncco(say('Not executed.')),
    },
  ),
  caller(
    'input-asynchronous-by-post-whatever-it-says',
    { press: ['1'] },
    {
      '/answer': ncco(
        {
          action: 'input',
          type: ['dtmf'],
          mode: 'asynchronous',
          eventUrl: ['http://app/key'],
          eventMethod: 'GET',
        },
        { action: 'wait', timeout: 2 },
        say('Good bye.'),
      ),
    },
  ),
  caller(
    'input-asynchronous-beside-a-synchronous-one',
    { press: ['7', '42'] },
    {
      '/answer': ncco(
        { action: 'input', type: ['dtmf'], mode: 'asynchronous' },
        { action: 'wait', timeout: 2 },
        listen({ type: ['dtmf'], dtmf: { maxDigits: 2 } }),
      ),
    },
  ),
  caller(
    'input-asynchronous-hears-no-speech',
    {},
    { '/answer': ncco(listen({ mode: 'asynchronous' }), say('Going on.')) },
  ),
  caller(
    'input-legacy',
    { press: ['4#'] },
    { '/answer': ncco({ action: 'input', maxDigits: 10, submitOnHash: true }, say('Thanks.')) },
  ),
  caller('talk-says-object-object', {}, { '/answer': ncco(say('You pressed [object Object].')) }),
];

/** Whom `connect` calls. */
const ENDPOINTS: readonly NamedScenario[] = [
  called(
    'connect-sip',
    { does: 'answer', hangUpAfterSeconds: 5 },
    {
      action: 'connect',
      endpoint: [{ type: 'sip', uri: 'sip:desk@pbx.example;transport=tls', headers: { location: 'London' } }],
    },
  ),
  called(
    'connect-sip-trunk-rejected',
    { does: 'reject', afterSeconds: 1 },
    { action: 'connect', from: NUMBER, endpoint: [{ type: 'sip', user: 'agent', domain: 'trunk-1' }] },
  ),
  called(
    'connect-vbc-busy',
    { does: 'busy' },
    { action: 'connect', endpoint: [{ type: 'vbc', extension: '600' }] },
  ),
  {
    name: 'connect-one-after-the-other',
    calls: [
      {
        callees: {
          '447700900001': { does: 'busy' },
          '447700900002': { does: 'reject', afterSeconds: 1 },
          '447700900003': { does: 'answer', afterSeconds: 1, hangUpAfterSeconds: 4 },
        },
      },
    ],
    backend: replies({
      '/answer': ncco(
        phone({}, { number: '447700900001' }),
        phone({}, { number: '447700900002' }),
        phone({}, { number: '447700900003' }),
        say('That was all.'),
      ),
    }),
  },
  called(
    'connect-random-from-number',
    { does: 'answer' },
    phone({ from: undefined, randomFromNumber: true }),
  ),
  called('connect-ringback-tone', { does: 'busy' }, phone({ ringbackTone: 'http://app/ring.mp3' })),
  called(
    'connect-dtmf-answer',
    { does: 'answer', hangUpAfterSeconds: 2 },
    phone({}, { dtmfAnswer: 'p1p2#' }),
  ),
  called(
    'connect-callee-presses-a-key',
    { does: 'answer', hangUpAfterSeconds: 4, reactions: [{ at: 2, press: '9' }] },
    phone(),
  ),
];

/** What the called party hears before it joins. */
const ON_ANSWER: readonly NamedScenario[] = [
  called('on-answer', { does: 'answer', hangUpAfterSeconds: 6 }, phone({}, onAnswer), {
    '/whisper': ncco(say('A call for you.')),
  }),
  called(
    'on-answer-asks-for-a-key',
    { does: 'answer', hangUpAfterSeconds: 8, press: ['1'] },
    phone({}, onAnswer),
    {
      '/whisper': ncco(
        say('Press 1 to take the call.'),
        listen({ type: ['dtmf'], dtmf: { maxDigits: 1 }, eventUrl: ['http://app/taken'] }),
      ),
      '/taken': ncco(say('Here you are.')),
    },
  ),
  called('on-answer-asks-to-speak', { does: 'answer', say: ['yes'] }, phone({}, onAnswer), {
    '/whisper': ncco(listen({ eventUrl: ['http://app/taken'] })),
  }),
  called('on-answer-hears-nothing', { does: 'answer', hangUpAfterSeconds: 2 }, phone({}, onAnswer), {
    '/whisper': ncco(),
  }),
  called('on-answer-not-found', { does: 'answer' }, phone({}, onAnswer), { '/whisper': outcome(404) }),
  called('on-answer-invalid', { does: 'answer' }, phone({}, onAnswer), {
    '/whisper': ncco({ action: 'say' }),
  }),
  called(
    'on-answer-callee-hangs-up-meanwhile',
    { does: 'answer', hangUpAfterSeconds: 1 },
    phone({ eventUrl: ['http://app/leg'] }, onAnswer),
    { '/whisper': ncco(say('This is longer than anybody wants to listen to.')) },
  ),
  caller(
    'on-answer-caller-hangs-up-meanwhile',
    { hangUpAfterSeconds: 3 },
    {
      '/answer': ncco(phone({}, onAnswer)),
      '/whisper': ncco(say('This is longer than the caller wants to wait for an answer.')),
    },
  ),
];

/** Person or machine. */
const DETECTION: readonly NamedScenario[] = [
  called(
    'machine-standard-continue',
    { does: 'answer', as: 'machine' },
    phone({ machineDetection: 'continue', limit: 8 }),
  ),
  called('machine-standard-hangup', { does: 'answer', as: 'machine' }, phone({ machineDetection: 'hangup' })),
  called(
    'machine-standard-human',
    { does: 'answer', hangUpAfterSeconds: 5 },
    phone({ machineDetection: 'hangup' }),
  ),
  called(
    'machine-advanced-detect',
    { does: 'answer', as: 'machine', beepAfterSeconds: 5, hangUpAfterSeconds: 8 },
    detects({ behavior: 'continue' }),
  ),
  called(
    'machine-advanced-detect-beep',
    { does: 'answer', as: 'machine', beepAfterSeconds: 5, hangUpAfterSeconds: 8 },
    detects({ behavior: 'continue', mode: 'detect_beep' }),
  ),
  called(
    'machine-advanced-never-beeps',
    { does: 'answer', as: 'machine', hangUpAfterSeconds: 40 },
    detects({ behavior: 'continue', mode: 'default', beep_timeout: 30 }),
  ),
  called(
    'machine-advanced-reply-replaces-the-ncco',
    { does: 'answer', as: 'machine', beepAfterSeconds: 6 },
    detects({ behavior: 'continue', mode: 'default' }),
    { '/leg machine': [outcome(204), ncco(say('Please call us back.'))] },
  ),
  called(
    'machine-advanced-hangup',
    { does: 'answer', as: 'machine', beepAfterSeconds: 6 },
    detects({ behavior: 'hangup', mode: 'default' }),
  ),
];

/** Every way in which nobody comes to the phone. */
const ENDINGS: readonly NamedScenario[] = [
  called('reject-declined', { does: 'reject', afterSeconds: 1 }, phone()),
  called('reject-restricted', { does: 'reject', detail: 'restricted', sipCode: 403 }, phone()),
  called(
    'reject-invalid-number',
    { does: 'reject', afterSeconds: 0, detail: 'invalid_number', sipCode: 484 },
    phone(),
  ),
  called(
    'unanswered-carrier-timeout',
    { does: 'unanswered', afterSeconds: 20, detail: 'timeout', sipCode: 408 },
    phone(),
  ),
  called('failed-out-of-service', { does: 'fail', detail: 'number_out_of_service' }, phone()),
  called(
    'failed-internal-error',
    { does: 'fail', afterSeconds: 3, detail: 'internal_error', sipCode: 500 },
    phone(),
  ),
  called('busy-everywhere', { does: 'busy', sipCode: 600 }, phone()),
  ...(['timeout', 'failed', 'rejected', 'unanswered', 'busy'] as const).map((status) => {
    const scripts: Record<typeof status, CalleeScript> = {
      timeout: { does: 'ignore' },
      failed: { does: 'fail' },
      rejected: { does: 'reject' },
      unanswered: { does: 'unanswered' },
      busy: { does: 'busy' },
    };
    return called(`synchronous-${status}`, scripts[status], phone({ ...synchronous, timeout: 5 }), {
      '/leg': outcome(200, []),
      [`/leg ${status}`]: ncco(say(`The status was ${status}.`)),
    });
  }),
  called('synchronous-empty-array-goes-on', { does: 'busy' }, phone(synchronous), {
    '/leg': outcome(200, []),
  }),
];

/** What people do at both ends of a call. */
/** Nothing but a person would end these calls, and the script does not say when. */
const PATIENCE: readonly NamedScenario[] = [
  caller('silent-caller-goes-round', {}, { '/answer': MENU, '/heard': MENU }),
  caller(
    'silent-caller-is-asked-three-times',
    {},
    { '/answer': MENU, '/heard': [MENU, MENU, ncco(say('Somebody will call you.'))] },
  ),
  caller(
    'silent-caller-is-counted-in-addresses',
    {},
    { '/answer': asked(1), '/heard': Array.from({ length: 30 }, (_, index) => asked(index + 2)) },
  ),
  caller('silent-caller-with-a-time', { hangUpAfterSeconds: 14 }, { '/answer': MENU, '/heard': MENU }),
  caller(
    'silent-caller-has-a-key-for-later',
    { press: ['1@25s', '2@90s'] },
    { '/answer': MENU, '/heard': MENU },
  ),
  caller('silent-caller-says-what-nobody-hears', { say: ['help'] }, { '/answer': MENU, '/heard': MENU }),
  caller(
    'silent-caller-on-hold',
    {},
    { '/answer': ncco({ action: 'stream', streamUrl: ['http://app/hold.mp3'], loop: 0 }) },
  ),
  caller(
    'silent-caller-hears-a-menu-without-end',
    { press: ['1@40s'] },
    { '/answer': ncco({ ...say('Press 1.'), loop: 0, bargeIn: true }, keysOrSpeech) },
  ),
];

export const PEOPLE_SCENARIOS: readonly NamedScenario[] = [
  ...SPEECH,
  ...KEYS,
  ...AUDIO,
  ...ENDPOINTS,
  ...ON_ANSWER,
  ...DETECTION,
  ...ENDINGS,
  ...PATIENCE,
];
