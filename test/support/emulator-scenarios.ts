import { outcome, type Scenario, timedOut, unreachable, withFallback } from './emulator-driver.ts';
import { type NamedScenario, ncco, replies, say } from './scenario-words.ts';

/** With a fallback URL, which hears of the region as well. */
const inRegion = (region: string): NonNullable<Scenario['application']> => {
  const application = withFallback();
  const text = JSON.stringify(application).replace('"voice":{', `"voice":{"region":"${region}",`);
  return { ...application, ...JSON.parse(text) };
};
const callPhone = {
  action: 'connect',
  from: '442079460111',
  endpoint: [{ type: 'phone', number: '447700900444' }],
};
const callee = (script: NonNullable<NonNullable<Scenario['calls']>[number]['callees']>[string]) => [
  { callees: { '447700900444': script, alice: script } },
];

/** One idea each; the golden transcripts of test/cases/emulator bear their names. */
export const SCENARIOS: readonly NamedScenario[] = [
  { name: 'talk', backend: replies({ '/answer': ncco(say('Hello, and good bye.')) }) },
  {
    name: 'ivr-to-app-user',
    calls: [{ press: ['1'] }],
    backend: replies({
      '/answer': ncco(
        { action: 'talk', text: 'Press 1 for Alice.', bargeIn: true },
        { action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1 }, eventUrl: ['http://app/menu'] },
      ),
      '/menu': ncco({ action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] }),
    }),
  },
  {
    name: 'app-calls',
    calls: [{ from: 'alice', to: '447700900333', press: ['1'], app: { customData: { ticket: 'T-1009' } } }],
    backend: replies({
      '/answer': ncco(
        { action: 'talk', text: 'Press 1 for Bob.', bargeIn: true },
        { action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1 }, eventUrl: ['http://app/menu'] },
      ),
      '/menu': ncco(callPhone),
    }),
  },
  {
    name: 'app-calls-app',
    users: ['alice', 'bob'],
    calls: [{ from: 'alice', app: {} }],
    backend: replies({ '/answer': ncco({ action: 'connect', endpoint: [{ type: 'app', user: 'bob' }] }) }),
  },
  { name: 'app-calls-as-nobody', calls: [{ from: 'zoe', app: {} }], backend: replies({}) },
  { name: 'connect-phone-answered', backend: replies({ '/answer': ncco(callPhone, say('They hung up.')) }) },
  {
    name: 'barge-in-stays-on',
    calls: [{ reactions: [{ at: 1.2, press: '7' }] }],
    backend: replies({
      '/answer': ncco(
        { ...say('One.'), bargeIn: true },
        { ...say('Two, which a key stops as well.'), bargeIn: false },
        { action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1 } },
      ),
    }),
  },
  {
    name: 'input-fallback-refuses',
    application: withFallback(),
    calls: [{ press: ['1'] }],
    backend: replies({
      '/answer': ncco({ action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1 } }, say('Not heard.')),
      '/event input': outcome(503),
      '/fallback': outcome(404),
    }),
  },
  {
    name: 'ncco-with-pay',
    backend: replies({ '/answer': ncco(say('Hello.'), { action: 'pay', amount: 1.5 }) }),
  },
  {
    name: 'answer-in-a-region',
    application: inRegion('apac-sng'),
    backend: replies({ '/answer': [outcome(503), outcome(503)], '/fallback': ncco(say('Hello.')) }),
  },
  {
    name: 'connect-phone-shuffled',
    shuffleMs: 4000,
    backend: replies({ '/answer': ncco(callPhone, say('They hung up.')) }),
  },
  {
    name: 'connect-phone-busy',
    calls: callee({ does: 'busy' }),
    backend: replies({ '/answer': ncco(callPhone, say('Busy.')) }),
  },
  {
    name: 'connect-phone-unanswered-synchronous',
    calls: callee({ does: 'unanswered', afterSeconds: 4 }),
    backend: replies({
      '/answer': ncco(
        { ...callPhone, eventType: 'synchronous', eventUrl: ['http://app/leg'] },
        say('Not heard.'),
      ),
      '/leg unanswered': ncco(say('Nobody is there.')),
    }),
  },
  {
    name: 'connect-rings-too-long',
    calls: callee({ does: 'ignore' }),
    backend: replies({ '/answer': ncco({ ...callPhone, timeout: 5 }) }),
  },
  {
    name: 'connect-rejected-by-app-user',
    calls: callee({ does: 'reject', afterSeconds: 1 }),
    backend: replies({ '/answer': ncco({ action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] }) }),
  },
  {
    name: 'connect-from-a-foreign-number',
    backend: replies({ '/answer': ncco({ ...callPhone, from: '447700900999' }) }),
  },
  {
    name: 'connect-to-nobody',
    backend: replies({ '/answer': ncco({ action: 'connect', endpoint: [{ type: 'app', user: 'zoe' }] }) }),
  },
  {
    name: 'connect-limit',
    backend: replies({ '/answer': ncco({ ...callPhone, limit: 3 }) }),
  },
  {
    name: 'input-timed-out',
    backend: replies({ '/answer': ncco({ action: 'input', type: ['dtmf'] }, say('Good bye.')) }),
  },
  {
    name: 'input-hash',
    calls: [{ press: ['4w2#', '1234'] }],
    backend: replies({
      '/answer': ncco({ action: 'input', type: ['dtmf'], dtmf: { submitOnHash: true, maxDigits: 10 } }),
      '/event input': [ncco({ action: 'input', type: ['dtmf'], dtmf: { maxDigits: 3 } }), outcome(200, '')],
    }),
  },
  {
    name: 'input-speech',
    backend: replies({ '/answer': ncco({ action: 'input', type: ['speech'], speech: { startTimeout: 5 } }) }),
  },
  {
    name: 'input-both-pressed',
    calls: [{ press: ['7'] }],
    backend: replies({ '/answer': ncco({ action: 'input', type: ['speech', 'dtmf'] }) }),
  },
  {
    name: 'input-event-url-down',
    application: withFallback(),
    calls: [{ press: ['1'] }],
    backend: replies({
      '/answer': ncco(
        { action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1 }, eventUrl: ['http://app/menu'] },
        say('Going on.'),
      ),
      '/menu': outcome(503),
      '/fallback': unreachable(),
    }),
  },
  {
    name: 'notify-replaces',
    backend: replies({
      '/answer': ncco(
        { action: 'notify', payload: { step: 1 }, eventUrl: ['http://app/step'] },
        say('Never said.'),
      ),
      '/step': ncco(say('Said instead.')),
    }),
  },
  {
    name: 'notify-goes-on',
    backend: replies({
      '/answer': ncco(
        { action: 'notify', payload: { step: 1 }, eventUrl: ['http://app/step'], eventMethod: 'GET' },
        say('Said.'),
      ),
      '/step': outcome(200, 'OK'),
    }),
  },
  { name: 'wait', backend: replies({ '/answer': ncco({ action: 'wait', timeout: 2.5 }, say('Now.')) }) },
  {
    name: 'stream-loop',
    backend: replies({ '/answer': ncco({ action: 'stream', streamUrl: ['https://app/hold.mp3'], loop: 2 }) }),
  },
  { name: 'ncco-invalid', backend: replies({ '/answer': ncco({ action: 'hangup' }) }) },
  { name: 'ncco-empty', backend: replies({ '/answer': ncco() }) },
  { name: 'ncco-not-json', backend: replies({ '/answer': outcome(200, '<html>') }) },
  {
    name: 'record-until-the-call-ends',
    calls: [{ hangUpAfterSeconds: 9 }],
    backend: replies({
      '/answer': ncco({ action: 'record', eventUrl: ['http://app/recorded'] }, callPhone),
    }),
  },
  {
    name: 'record-silence',
    backend: replies({ '/answer': ncco({ action: 'record', endOnSilence: 3 }, say('Thank you.')) }),
  },
  {
    name: 'record-time-out',
    backend: replies({
      '/answer': ncco({ action: 'record', timeOut: 5, eventUrl: ['http://app/r'], eventMethod: 'GET' }),
    }),
  },
  {
    name: 'record-voicemail-key',
    calls: [{ say: ['Please call me back.'], press: ['5#'] }],
    backend: replies({
      '/answer': ncco(
        say('After the beep.'),
        { action: 'record', beepStart: true, endOnKey: '#', endOnSilence: 10 },
        say('Got it.'),
      ),
    }),
  },
  {
    name: 'record-key-that-never-comes',
    backend: replies({ '/answer': ncco({ action: 'record', endOnKey: '#' }, say('Never said.')) }),
  },
  {
    name: 'record-hang-up-during-the-message',
    calls: [{ say: ['A message that nobody hears to its end.'], hangUpAfterSeconds: 2 }],
    backend: replies({ '/answer': ncco({ action: 'record', endOnSilence: 3 }) }),
  },
  {
    name: 'record-split',
    backend: replies({
      '/answer': ncco({ action: 'record', split: 'conversation', format: 'mp3' }, say('In stereo.')),
    }),
  },
  {
    name: 'record-channels',
    backend: replies({
      '/answer': ncco({ action: 'record', split: 'conversation', channels: 3, format: 'mp3' }, say('Three.')),
    }),
  },
  {
    name: 'record-transcription',
    calls: [{ say: ['My order is late.'] }],
    backend: replies({
      '/answer': ncco({
        action: 'record',
        format: 'ogg',
        endOnSilence: 3,
        transcription: { language: 'en-GB', sentimentAnalysis: true, eventUrl: ['http://app/transcript'] },
      }),
    }),
  },
  {
    name: 'answer-second-try',
    backend: replies({ '/answer': [unreachable(), ncco(say('Up again.'))] }),
  },
  {
    name: 'answer-fallback',
    application: withFallback(),
    backend: replies({ '/answer': timedOut, '/fallback': ncco(say('This is the fallback.')) }),
  },
  {
    name: 'everything-down',
    application: withFallback(),
    backend: replies({
      '/answer': unreachable(),
      '/event': unreachable(),
      '/rtc': unreachable(),
      '/fallback': unreachable(),
    }),
  },
  { name: 'answer-error-without-fallback', backend: replies({ '/answer': outcome(500, 'oops') }) },
  {
    name: 'caller-hangs-up-during-talk',
    calls: [{ hangUpAfterSeconds: 2 }],
    backend: replies({
      '/answer': ncco(say('A long sentence that nobody listens to until its very end, alas.')),
    }),
  },
  {
    name: 'caller-hangs-up-while-it-rings',
    calls: [{ hangUpAfterSeconds: 1.5 }],
    backend: replies({ '/answer': ncco(callPhone) }),
  },
  {
    name: 'two-calls-at-once',
    calls: [{}, { from: '447700900333' }],
    backend: replies({ '/answer': ncco(say('Hello.')) }),
  },
];
