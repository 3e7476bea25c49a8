import type { Description, Option, Value } from '../../../src/vonage/ncco/option.ts';
import { ACTIONS, type Ncco } from '../../../src/vonage/ncco.ts';

/** Every option of a table and of the tables inside it, with its path. */
const optionsIn = (
  { options }: Description,
  path: string,
): readonly (readonly [string, Option, Description])[] =>
  Object.entries(options).flatMap(([name, option]) => [
    [`${path}.${name}`, option, { options }] as const,
    ...insideOf(option.value, `${path}.${name}`),
  ]);

const insideOf = (value: Value, path: string): readonly (readonly [string, Option, Description])[] => {
  if (value.is === 'object') return optionsIn(value, path);
  if (value.is === 'list') return insideOf(value.of, `${path}[]`);
  if (value.is !== 'variant') return [];
  return Object.entries(value.of).flatMap(([name, description]) =>
    optionsIn(description, `${path}(${name})`),
  );
};

export const ALL_OPTIONS = Object.entries<Description>(ACTIONS).flatMap(([name, description]) =>
  optionsIn(description, name),
);

/** One NCCO with every action and every option, in its normal form. */
export const EVERYTHING: Ncco = [
  {
    action: 'record',
    format: 'wav',
    split: 'conversation',
    channels: 2,
    endOnSilence: 3,
    endOnKey: '#',
    timeOut: 30,
    beepStart: true,
    eventUrl: ['https://app.example/recorded'],
    eventMethod: 'POST',
    transcription: {
      language: 'en-gb',
      eventUrl: ['https://app.example/t'],
      eventMethod: 'GET',
      sentimentAnalysis: true,
    },
  },
  {
    action: 'conversation',
    name: 'standup',
    musicOnHoldUrl: ['https://app.example/hold.mp3'],
    startOnEnter: false,
    endOnExit: true,
    record: true,
    canSpeak: [],
    canHear: ['0b1a7d5e-2f4c-4d63-8c1a-93f7d1c5a201'],
    mute: false,
    transcription: {},
  },
  {
    action: 'connect',
    endpoint: [
      {
        type: 'phone',
        number: '447700900222',
        dtmfAnswer: '2p02p',
        onAnswer: { url: 'https://app.example/whisper', ringbackTone: 'https://app.example/ring.mp3' },
        shaken: 'jwt;info=<https://x.example>;alg=ES256;ppt="shaken"',
      },
    ],
    from: '442079460111',
    randomFromNumber: false,
    eventType: 'synchronous',
    timeout: 45,
    limit: 60,
    machineDetection: 'continue',
    advancedMachineDetection: { behavior: 'continue', mode: 'detect_beep', beep_timeout: 45 },
    eventUrl: ['https://app.example/leg'],
    ringbackTone: 'https://app.example/ring.mp3',
  },
  { action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] },
  {
    action: 'connect',
    endpoint: [
      {
        type: 'websocket',
        uri: 'wss://bot.example/audio',
        'content-type': 'audio/l16;rate=24000',
        headers: { session: { id: [1, null] } },
        authorization: { type: 'custom', value: 'Bearer x' },
      },
    ],
  },
  {
    action: 'connect',
    endpoint: [
      {
        type: 'sip',
        uri: 'sip:a@b.example;transport=tls',
        headers: { a: 'b' },
        standardHeaders: { 'User-to-User': '00' },
      },
    ],
  },
  { action: 'connect', endpoint: [{ type: 'sip', user: 'a', domain: 'trunk' }] },
  { action: 'connect', endpoint: [{ type: 'vbc', extension: '123' }] },
  {
    action: 'talk',
    text: '<speak>Hello</speak>',
    bargeIn: true,
    loop: 0,
    level: -0.4,
    language: 'en-US',
    style: 2,
    premium: true,
    provider: 'google',
    providerOptions: { name: 'it-IT-Chirp3-HD-Enceladus' },
    voiceName: 'Amy',
  },
  { action: 'stream', streamUrl: ['https://app.example/a.mp3'], level: 0.1, bargeIn: false, loop: 3 },
  {
    action: 'input',
    type: ['dtmf', 'speech'],
    dtmf: { timeOut: 5, maxDigits: 1, submitOnHash: true },
    speech: {
      uuid: ['0b1a7d5e-2f4c-4d63-8c1a-93f7d1c5a201'],
      endOnSilence: 0.4,
      language: 'en-GB',
      context: ['sales', 'billing'],
      startTimeout: 4,
      maxDuration: 20,
      saveAudio: true,
      sensitivity: 80,
      provider: 'google',
      providerOptions: { boost: 10 },
    },
    mode: 'synchronous',
    eventUrl: ['https://app.example/input'],
    eventMethod: 'GET',
  },
  {
    action: 'notify',
    payload: { a: [{ b: null }] },
    eventUrl: ['https://app.example/n'],
    eventMethod: 'POST',
  },
  { action: 'wait', timeout: 0.5 },
  { action: 'transfer', conversationId: 'CON-1', canHear: [], canSpeak: [], mute: true },
];
