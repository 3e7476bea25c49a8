import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createLedger,
  findLeg,
  type LegRecord,
  legsOf,
  writeLeg,
} from '../../../../src/emulator/rest/calls/ledger.ts';
import { listCalls } from '../../../../src/emulator/rest/calls/list-calls.ts';

const START = Date.UTC(2026, 2, 1, 9);
const ORIGIN = 'http://127.0.0.1:4010';
const DAY = 86_400_000;

const leg = (number: number, more: Partial<LegRecord> = {}): LegRecord => ({
  uuid: `leg-${number}`,
  application: 'app',
  direction: 'outbound',
  madeAt: undefined,
  from: { type: 'phone', number: '442079460111' },
  to: { type: 'phone', number: '447700900444' },
  createdAt: START + number * 1000,
  conversation: 'CON-1',
  status: 'answered',
  endedAt: undefined,
  bill: undefined,
  ...more,
});

interface Page {
  readonly count: number;
  readonly _embedded: { readonly calls: readonly { readonly uuid: string }[] };
  readonly _links: Readonly<Record<string, { readonly href: string } | undefined>>;
}

const list = (legs: readonly LegRecord[], query: Record<string, string> = {}): Page => {
  const { status, body } = listCalls(legs, query, ORIGIN);
  expect(status).toBe(200);
  return body as unknown as Page;
};
const uuids = (page: Page): readonly string[] => page._embedded.calls.map(({ uuid }) => uuid);
const legs = [0, 1, 2].map((number) => leg(number));

describe('the list of calls', () => {
  it('is a page of HAL', () => {
    expect(listCalls(legs, { page_size: '1', record_index: '1', order: 'asc' }, ORIGIN)).toEqual({
      status: 200,
      body: {
        count: 3,
        page_size: 1,
        record_index: 1,
        _links: {
          self: { href: `${ORIGIN}/v1/calls?page_size=1&record_index=1&order=asc` },
          first: { href: `${ORIGIN}/v1/calls?page_size=1&order=asc` },
          last: { href: `${ORIGIN}/v1/calls?page_size=1&record_index=2&order=asc` },
          next: { href: `${ORIGIN}/v1/calls?page_size=1&record_index=2&order=asc` },
          prev: { href: `${ORIGIN}/v1/calls?page_size=1&record_index=0&order=asc` },
        },
        _embedded: {
          calls: [
            {
              _links: { self: { href: `${ORIGIN}/v1/calls/leg-1` } },
              uuid: 'leg-1',
              conversation_uuid: 'CON-1',
              to: { type: 'phone', number: '447700900444' },
              from: { type: 'phone', number: '442079460111' },
              status: 'answered',
              direction: 'outbound',
            },
          ],
        },
      },
    });
  });

  it('has the bill of what is completed', () => {
    const bill = {
      start_time: '2026-03-01T09:00:00.000Z',
      end_time: '2026-03-01T09:00:05.000Z',
      duration: '5',
      rate: '0.01270000',
      price: '0.00105833',
      network: null,
    };
    const [call] = list([leg(1, { status: 'completed', bill })])._embedded.calls;
    expect(call).toMatchObject({ status: 'completed', duration: '5', price: '0.00105833' });
    expect(call).not.toHaveProperty('network');
  });

  it.each<[query: Record<string, string>, expected: readonly string[]]>([
    [{}, ['leg-0', 'leg-1', 'leg-2', 'leg-3']],
    [{ order: 'desc' }, ['leg-3', 'leg-2', 'leg-1', 'leg-0']],
    [{ status: 'busy' }, ['leg-3']],
    [{ status: 'machine' }, []],
    [{ conversation_uuid: 'CON-2' }, ['leg-3']],
    [{ date_start: '2026-03-01T09:00:01Z' }, ['leg-1', 'leg-2', 'leg-3']],
    [{ date_end: '2026-03-01 09:00:01' }, ['leg-0', 'leg-1']],
    [{ date_start: '2026-03-01T10:00:01+01:00', date_end: '2026-03-01T09:00:02.000Z' }, ['leg-1', 'leg-2']],
    [{ date_end: '2026-03-01' }, []],
    [{ page_size: '3' }, ['leg-0', 'leg-1', 'leg-2']],
    [{ page_size: '3', record_index: '1' }, ['leg-3']],
    [{ page_size: '3', record_index: '9' }, []],
  ])('%j', (query, expected) => {
    const all = [...legs, leg(3, { status: 'busy', conversation: 'CON-2', endedAt: START })];
    expect(uuids(list(all, query))).toEqual(expected);
  });

  it('shows a leg whose callee was found human as answered', () => {
    expect(uuids(list([leg(1, { status: 'human' })], { status: 'answered' }))).toEqual(['leg-1']);
  });

  it.each([
    ['status', 'human', 'must be one of: started, ringing, answered, machine, completed, busy, cancelled'],
    ['date_start', 'yesterday', 'must be a valid ISO 8601 date'],
    ['date_end', '2026-13-01', 'must be a valid ISO 8601 date'],
    ['page_size', '0', 'must be between 1 and 100'],
    ['page_size', '101', 'must be between 1 and 100'],
    ['page_size', 'ten', 'must be between 1 and 100'],
    ['record_index', '-1', 'must be at least 0'],
    ['order', 'up', 'must be one of: asc, desc'],
  ])('refuses %s=%s', (name, value, reason) => {
    expect(listCalls(legs, { [name]: value }, ORIGIN)).toMatchObject({
      status: 400,
      body: {
        type: 400,
        title: 'Bad Request',
        invalid_parameters: [{ name, reason: expect.stringContaining(reason) }],
      },
    });
  });

  it('gives every leg once to who follows next, and the same backwards', () => {
    fc.assert(
      fc.property(fc.nat({ max: 40 }), fc.integer({ min: 1, max: 12 }), (count, size) => {
        const all = Array.from({ length: count }, (_unused, number) => leg(number));
        const follow = (start: string, name: 'next' | 'prev'): readonly string[][] => {
          const pages: string[][] = [];
          let href: string | undefined = start;
          while (href !== undefined) {
            const page: Page = list(all, Object.fromEntries(new URL(href).searchParams));
            pages.push([...uuids(page)]);
            href = page._links[name]?.href;
          }
          return pages;
        };
        const first = list(all, { page_size: String(size) });
        const forward = follow(first._links['first']!.href, 'next');
        expect(forward.flat()).toEqual(all.map(({ uuid }) => uuid));
        expect(follow(first._links['last']!.href, 'prev')).toEqual(forward.toReversed());
      }),
    );
  });
});

describe('the ledger', () => {
  it('keeps the order of creation through changes', () => {
    const ledger = createLedger();
    for (const one of legs) writeLeg(ledger, one, DAY);
    writeLeg(ledger, { ...legs[0]!, status: 'completed', endedAt: START + 9000 }, DAY);
    expect(legsOf(ledger, 'app', START).map(({ uuid, status }) => [uuid, status])).toEqual([
      ['leg-0', 'completed'],
      ['leg-1', 'answered'],
      ['leg-2', 'answered'],
    ]);
  });

  it('hides the legs of other applications', () => {
    const ledger = createLedger();
    writeLeg(ledger, leg(1), DAY);
    expect(findLeg(ledger, 'leg-1', 'other', START)).toBeUndefined();
    expect(legsOf(ledger, 'other', START)).toEqual([]);
    expect(findLeg(ledger, 'leg-1', 'app', START)).toEqual(leg(1));
  });

  it('forgets a leg when its time is over', () => {
    const ledger = createLedger();
    writeLeg(ledger, leg(1, { endedAt: START }), 2 * DAY);
    expect(findLeg(ledger, 'leg-1', 'app', START + 2 * DAY - 1)).toBeDefined();
    expect(findLeg(ledger, 'leg-1', 'app', START + 2 * DAY)).toBeUndefined();
    expect(legsOf(ledger, 'app', START + 2 * DAY)).toEqual([]);
    // And the next end throws it away.
    writeLeg(ledger, leg(2, { endedAt: START + 3 * DAY }), DAY);
    expect([...ledger.legs.keys()]).toEqual(['leg-2']);
  });

  it('keeps all live legs and at most so many ended ones, the newest', () => {
    const ledger = createLedger(10);
    for (let number = 0; number < 100; number += 1) {
      writeLeg(ledger, leg(number), DAY);
      if (number % 2 === 1) writeLeg(ledger, leg(number, { endedAt: START + number }), DAY);
    }
    const kept = legsOf(ledger, 'app', START);
    expect(kept.filter(({ endedAt }) => endedAt === undefined)).toHaveLength(50);
    const ended = kept.filter(({ endedAt }) => endedAt !== undefined).map(({ uuid }) => uuid);
    expect(ended).toEqual([81, 83, 85, 87, 89, 91, 93, 95, 97, 99].map((number) => `leg-${number}`));
  });
});
