import { describe, expect, it } from 'vitest';
import { sayAction } from '../../../src/picture/words/say-action.ts';
import type { Json } from '../../../src/vonage/json.ts';
import { readNcco } from '../../../src/vonage/ncco.ts';

/** An action in one line, as the outline has it. */
const line = (action: Json): string => {
  const read = readNcco([action]);
  if (!read.ok) throw new Error(read.detail);
  const { words, details } = sayAction(read.ncco[0]!);
  return [words, ...details].join('; ');
};

const connect = (endpoint: Json, more: object = {}): Json => ({
  action: 'connect',
  endpoint: [endpoint],
  ...more,
});

describe('sayAction', () => {
  // Every option at once is in the goldens of the outline; these are what comes between.
  it.each<[action: Json, words: string]>([
    [{ action: 'talk', text: ' Press\n1. ', bargeIn: true }, 'says “Press 1.”; can be interrupted'],
    [{ action: 'talk', text: '<speak>A &amp; b<break time="1s"/>c</speak>' }, 'says “A & b c”'],
    [{ action: 'talk', text: `${'a'.repeat(200)}` }, `says “${'a'.repeat(159)}…”`],
    [{ action: 'talk', text: 'Hi', loop: '2', level: 0.5 }, 'says “Hi”; twice; louder (+0.5)'],
    [{ action: 'talk', text: 'Hi', loop: 1, level: 0, style: 0, language: 'en-US' }, 'says “Hi”'],
    [
      { action: 'stream', streamUrl: ['https://a.io/b.mp3'], loop: 0 },
      'plays https://a.io/b.mp3; over and over',
    ],
    [{ action: 'input', type: ['dtmf'] }, 'waits for up to 4 keys, at most 3 s for each'],
    [{ action: 'input', maxDigits: 1, timeOut: 5 }, 'waits for one key, at most 5 s'],
    [
      { action: 'input', type: ['speech'] },
      'listens to speech in en-US; 10 s to begin; done after 2 s of silence or 60 s of speech',
    ],
    [
      { action: 'input', type: ['dtmf', 'speech'], dtmf: { maxDigits: 1 } },
      'waits for one key or speech in en-US, at most 3 s; 10 s to begin; done after 2 s of silence or 60 s of speech',
    ],
    [
      { action: 'input', type: ['dtmf'], mode: 'asynchronous' },
      'sends every key at once; the call goes on meanwhile',
    ],
    [{ action: 'record' }, 'records the call from here on'],
    [{ action: 'record', endOnKey: '#', endOnSilence: 3 }, 'records until # or 3 s of silence'],
    [{ action: 'record', timeOut: 60, transcription: {} }, 'records until 60 s in all; written down'],
    [{ action: 'conversation', name: 'sales' }, 'joins the conference “sales”'],
    [
      { action: 'conversation', name: 'sales', startOnEnter: false },
      'joins the conference “sales”; waits for the moderator',
    ],
    [
      { action: 'conversation', name: 'sales', canSpeak: ['a'], canHear: ['a', 'b'] },
      'joins the conference “sales”; heard only by the leg a; hears only the legs a, b',
    ],
    [
      connect({ type: 'phone', number: '447700900000' }, { timeout: 30 }),
      'calls phone 447700900000, rings 30 s',
    ],
    [connect({ type: 'app', user: 'alice' }), 'calls the user alice, rings 60 s'],
    [connect({ type: 'sip', domain: 'trunk' }), 'calls trunk over SIP, rings 60 s'],
    [
      connect({ type: 'vbc', extension: '12' }),
      'calls extension 12 of the business phone system, rings 60 s',
    ],
    [
      connect({ type: 'websocket', uri: 'wss://a.io', 'content-type': 'audio/l16;rate=16000' }),
      'connects the WebSocket wss://a.io at 16 kHz',
    ],
    [
      connect({ type: 'websocket', uri: 'wss://a.io', 'content-type': 'audio/opus' }, { timeout: 5 }),
      'connects the WebSocket wss://a.io as audio/opus, tries for 5 s',
    ],
    [
      connect({ type: 'app', user: 'a' }, { machineDetection: 'hangup', limit: 60 }),
      'calls the user a, rings 60 s; ends after 60 s; hangs up on a machine',
    ],
    [
      connect({ type: 'app', user: 'a' }, { eventUrl: ['{{ urls.event }}'], eventMethod: 'get' }),
      'calls the user a, rings 60 s; tells the event webhook (by GET) how it goes',
    ],
    [{ action: 'notify', payload: { a: 1 }, eventUrl: ['https://a.io'] }, 'sends {"a":1}'],
    [{ action: 'wait' }, 'waits 10 s'],
    [{ action: 'wait', timeout: 9999 }, 'waits 7200 s'],
    [{ action: 'transfer', conversation_id: 'CON-1' }, 'moves everybody into the conversation CON-1'],
  ])('%j', (action, words) => {
    expect(line(action)).toBe(words);
  });
});
