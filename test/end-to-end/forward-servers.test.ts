import { describe, expect, it } from 'vitest';
import type { CalleeScript } from '../../src/emulator/script.ts';
import { isJsonObject, type JsonObject } from '../../src/vonage/json.ts';
import { hasPython, startIvrServer } from '../support/start-ivr-server.ts';
import { emptyPlace, startListening, watchedEmulator } from '../support/whole-flow.ts';

// One phone menu, written by people who know nothing of us, in three servers: keys, hold music, a colleague who is told
// who calls (`onAnswer`), and a connect that asks what to do when nobody takes the call.

/** A webhook and what came back, as far as it steers the call: `POST /dtmf input → stream, connect`. */
const steps = (exchanges: readonly JsonObject[]): readonly string[] =>
  exchanges.flatMap(({ request, kind, status, reply, slot }) => {
    const { method, path } = request as { method: string; path: string };
    if (slot === 'voice.event' || slot === 'rtc.event') return [];
    const { body, status: code } = reply as { body?: unknown; status: number };
    const actions = Array.isArray(body)
      ? body.map((action) => (isJsonObject(action) ? action['action'] : '?')).join(', ') || '[]'
      : code;
    return [`${method} ${path} ${status ?? kind} → ${actions}`];
  });

const MENU = [
  'GET /answer answer → talk, input',
  'POST /dtmf input → stream, connect',
  'GET /audio/hold.mp3 empty → 200',
];

const CALLS: readonly (readonly [name: string, callee: CalleeScript, expected: readonly string[]])[] = [
  [
    'a colleague who answers is told who calls',
    { does: 'answer', hangUpAfterSeconds: 5 },
    [
      ...MENU,
      'POST /connected started → []',
      'POST /connected ringing → []',
      'GET /on-answer answer → talk',
      'POST /connected answered → []',
      'POST /connected completed → []',
    ],
  ],
  [
    'a colleague who is busy: the caller hears it',
    { does: 'busy' },
    [...MENU, 'POST /connected started → []', 'POST /connected busy → talk'],
  ],
];

const SERVERS: readonly (readonly [name: string, command: string, file: string])[] = [
  ['Express', process.execPath, 'express.mjs'],
  ['Fastify', process.execPath, 'fastify.mjs'],
  ...(hasPython() ? [['Python', 'python3', 'ivr.py'] as const] : []),
];

describe.each(SERVERS)('%s', (_name, command, script) => {
  it.each(CALLS)('%s', async (_call, callee, expected) => {
    const url = await startIvrServer(command, script);
    const emulator = await watchedEmulator({
      answerUrl: `${url}/answer`,
      eventUrl: `${url}/event`,
      rtcUrl: `${url}/rtc`,
    });
    const listen = await startListening([`--emulator=${emulator.api}`, '--forward', url], emptyPlace());
    const call = await emulator.placeCall({
      from: '447700900001',
      to: '14155550100',
      press: ['1'],
      callees: { '447700900444': callee },
    });
    expect(call).toMatchObject({ completed: true, problems: [] });
    expect(await listen.stop('SIGINT')).toBe(0);
    expect([...steps(listen.exchanges())].sort()).toEqual([...expected].sort());
    expect(listen.exchanges().flatMap(({ problems }) => problems)).toEqual([]);
  });
});
