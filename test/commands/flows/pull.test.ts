import { describe, expect, it } from 'vitest';
import { heardSieve } from '../../../src/commands/flows/pull/heard-sieve.ts';
import { newPulled, type Pulled } from '../../../src/commands/flows/pull/keep-log.ts';
import { pulledRemarks } from '../../../src/commands/flows/pull/pulled-words.ts';
import { wantedConversations } from '../../../src/commands/flows/pull/wanted-conversations.ts';
import { pullCommand } from '../../../src/commands/listen/pull-command.ts';
import type { Failure } from '../../../src/failure.ts';
import { exchangeRecord } from '../../../src/flow/exchange-record.ts';
import type { Flow } from '../../../src/flow/flow.ts';
import { fileExchange, newFlowBook } from '../../../src/flow/recorded/file-recorded.ts';
import { recordedExchange } from '../../../src/flow/recorded/recorded-exchange.ts';
import { CALLER_LEG, CONVERSATION, exchange, ivrExchanges, ivrFlow } from '../../support/ivr-call.ts';

const MEETING = 'CON-00000000-0000-4000-8000-000000000001';
const flowIn = (id: string, ...conversations: readonly string[]): Flow => ({
  ...ivrFlow(),
  id,
  legs: new Map(),
  conversations: new Set(conversations),
});
/** The newest first. */
const FLOWS = [flowIn('bbbb1111', CONVERSATION, MEETING), flowIn('aaaa1111', MEETING), flowIn('cccc1111')];

describe('which conversations are meant', () => {
  it.each<[name: string, wanted: readonly string[], found: readonly string[]]>([
    ['the latest call: all that it passed through', ['last'], [CONVERSATION, MEETING]],
    ['a call by the beginning of its id', ['aaaa'], [MEETING]],
    ['a conversation by the beginning of its id: it alone', ['con-5b0e'], [CONVERSATION]],
    [
      'one that nobody has heard of',
      ['CON-99999999-0000-4000-8000-00000000000A'],
      ['CON-99999999-0000-4000-8000-00000000000a'],
    ],
    ['each once', [MEETING, 'aaaa', MEETING.toLowerCase()], [MEETING]],
  ])('%s', (_name, wanted, found) => {
    expect(wantedConversations(wanted, { flows: FLOWS })).toEqual(found);
  });

  it.each<[name: string, wanted: string, what: string]>([
    ['a beginning of none', 'CON-77', 'No recorded conversation begins with "CON-77"'],
    ['a beginning of several', 'CON-', 'More than one conversation begins with "CON-"'],
    [
      'a call without any',
      'cccc',
      'Nothing that was recorded of the call cccc1111 of 2026-03-01 09:30 UTC from 447700900001 names its conversation',
    ],
    ['no call', 'zzzz', 'No recorded call has the id "zzzz"'],
  ])('not: %s', (_name, wanted, what) => {
    let thrown: unknown;
    try {
      wantedConversations([wanted], { flows: FLOWS });
    } catch (error) {
      thrown = error;
    }
    expect(thrown as Failure).toMatchObject({ what, exitCode: 2 });
  });
});

it('goes by the region_url of the recorded answer webhook', () => {
  const heard = heardSieve();
  const book = newFlowBook({ draws: false });
  const asked = {
    from: '447700900001',
    to: '14155550100',
    uuid: CALLER_LEG,
    conversation_uuid: CONVERSATION,
  };
  const answer = exchange(9, 'voice.answer', { ...asked, region_url: 'https://api-eu-3.vonage.com' });
  for (const made of [...ivrExchanges(), answer]) {
    const recorded = recordedExchange(JSON.parse(JSON.stringify(exchangeRecord(made, ivrFlow()))))!;
    heard.see(recorded, fileExchange(book, recorded)?.flow);
  }
  expect([...heard.regionUrls]).toEqual([[CALLER_LEG, 'https://api-eu-3.vonage.com']]);
  expect(heard.keys.size).toBeGreaterThan(3);
});

describe('what is said of a log besides', () => {
  it.each<[name: string, more: Partial<Pulled>, words: readonly string[]]>([
    [
      'nothing in it',
      {},
      [
        'The conversation is there and its log is empty: nobody was in it yet, or what happened is too long ago.',
      ],
    ],
    ['all of it known', { events: 3, firstId: 1, flows: new Set([flowIn('aaaa1111')]) }, []],
    [
      'its beginning gone',
      { events: 3, firstId: 58 },
      ['The log begins with event 58: those before are not kept any more, or have no number here.'],
    ],
    ['an entry without a type', { events: 3, firstId: 1, odd: 1 }, ['1 entry without a type left out.']],
    [
      'news',
      { events: 3, fresh: 1, firstId: 1, flows: new Set([flowIn('aaaa1111')]) },
      ['See it: vonage-flow flows show aaaa1111'],
    ],
  ])('%s', (_name, more, words) => {
    expect(pulledRemarks({ ...newPulled(MEETING), ...more }, undefined)).toEqual(words);
  });
});

describe('the command that listen names', () => {
  const calls = [{ conversations: ['CON-1'] }, { conversations: ['CON-2', 'CON-1'] }];
  it.each<[name: string, of: Parameters<typeof pullCommand>, command: string | undefined]>([
    ['of Vonage', [calls, {}], 'vonage-flow flows pull CON-1 CON-2'],
    ['of an application', [calls, { app: 'the-app' }], 'vonage-flow flows pull CON-1 CON-2 --app the-app'],
    [
      'of its own emulator',
      [calls, { emulator: true, app: 'x' }],
      'vonage-flow flows pull CON-1 CON-2 --emulator',
    ],
    [
      'of an emulator elsewhere, with a config',
      [calls, { emulator: 'http://127.0.0.1:4010', config: 'a.yaml' }],
      'vonage-flow flows pull CON-1 CON-2 --emulator=http://127.0.0.1:4010 --config a.yaml',
    ],
    [
      'of many calls the latest',
      [Array.from({ length: 9 }, (_, at) => ({ conversations: [`CON-${at}`] })), {}],
      'vonage-flow flows pull CON-4 CON-5 CON-6 CON-7 CON-8',
    ],
    ['of calls without a conversation', [[{ conversations: [] }], {}], undefined],
  ])('%s', (_name, of, command) => {
    expect(pullCommand(...of)).toBe(command);
  });
});
