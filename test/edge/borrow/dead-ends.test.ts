import { describe, expect, it } from 'vitest';
import { openApplications } from '../../../src/edge/applications.ts';
import { borrow } from '../../../src/edge/borrow/borrow.ts';
import { isListeners } from '../../../src/edge/borrow/dead-ends.ts';
import { addressesIn, read, serverWith } from '../../support/account.ts';
import { borrower } from '../../support/borrower.ts';

it.each<[address: string, is: boolean]>([
  ['https://angry-owl.loca.lt/webhooks/voice/answer', true],
  ['https://angry-owl.ngrok-free.app/calls', true],
  ['http://127.0.0.1:4747/webhooks/voice/answer', true],
  ['http://localhost:4747/webhooks/voice/answer', true],
  ['http://127.0.0.1:4747/calls', false],
  ['https://calls.example.com/webhooks/voice/answer', true],
  ['https://calls.example.com/webhooks/voice/event', false],
  ['https://angry-owl.tunnels.example.com/calls', true],
  ['https://tunnels.example.com.evil.example.com/calls', false],
  ['https://calls.example.com/calls', false],
  ['not a URL', false],
])('%s is the URL of a listener: %s', (address, is) => {
  expect(isListeners('voice.answer', address, ['https://tunnels.example.com'])).toBe(is);
});

describe('the URL of a listener that is gone', () => {
  const DEAD = 'http://127.0.0.1:5/webhooks/voice/answer';
  const take = async (answer: string) => {
    const account = await serverWith({
      id: '11111111-2222-4333-8444-555555555555',
      name: 'shop',
      capabilities: { voice: { webhooks: { answer_url: { address: DEAD, http_method: 'GET' } } } },
    });
    const world = await borrower({ answer });
    const { apiKey, apiSecret, api: apiHost, id: application } = account;
    const borrowed = borrow(world, openApplications({ apiKey, apiSecret, apiHost }), {
      application,
      slots: ['voice.answer'],
      urlFor: () => 'http://127.0.0.1:7/ours',
      consent: 'ask',
      tell: () => undefined,
    });
    return { account, world, borrowed };
  };

  it.each<[answer: string, after: readonly string[]]>([
    ['e', []],
    ['empty', []],
    ['s', [DEAD]],
    [' Same ', [DEAD]],
  ])('answered with %j leaves %j at the end', async (answer, after) => {
    const { account, world, borrowed } = await take(answer);
    const loan = await borrowed;
    expect(world.questions).toEqual([
      'At the end leave these slots empty (e), or give the same URLs back (s)? [e/s/N] ',
    ]);
    expect(addressesIn(await read(account))).toEqual(['http://127.0.0.1:7/ours']);
    expect(await loan.giveBack(AbortSignal.timeout(5_000))).toEqual([]);
    expect(addressesIn(await read(account))).toEqual(after);
  });

  it.each(['', 'n', 'y'])('is left alone after the answer %j', async (answer) => {
    const { account, borrowed } = await take(answer);
    await expect(borrowed).rejects.toThrow();
    expect(addressesIn(await read(account))).toEqual([DEAD]);
  });
});
