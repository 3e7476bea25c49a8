import { describe, expect, it } from 'vitest';
import type { AnswerDesk, Answered } from '../../src/flow/answer.ts';
import { guardNcco, type OnBadNcco } from '../../src/flow/guard-ncco.ts';
import type { Served } from '../../src/flow/ncco-book.ts';

const BAD: Answered = {
  target: { at: 'slot', slot: 'voice.answer' },
  reply: { status: 200, headers: {}, body: '[{"action":"say"}]' },
  origin: { by: 'forward', url: 'http://localhost:8080/answer', milliseconds: 3 },
  problems: ['said before'],
};
const SORRY: Served = { name: 'sorry', text: '[]', actions: [], problems: ['no branch fits'] };

const guard = async (onBadNcco: OnBadNcco, faults: readonly string[]): Promise<Answered> =>
  // Nothing else of a desk is asked.
  guardNcco(BAD, { fatal: faults, others: [] }, {}, {
    onBadNcco,
    addresses: { urls: {}, wss: {} },
    book: { safetyNet: () => SORRY },
  } as unknown as AnswerDesk);

const FAULT = '[0]: "say" is no action [unknown-action]';

describe('an NCCO on its way out', () => {
  it.each<[way: OnBadNcco, status: number, body: string, by: string, problems: readonly string[]]>([
    ['pass', 200, '[{"action":"say"}]', 'forward', ['said before', FAULT]],
    [
      'refuse',
      503,
      '{"title":"vonage-flow","detail":"this NCCO would drop the call, so it was held back (--on-bad-ncco refuse)"}\n',
      'forward',
      ['said before', FAULT, 'this NCCO would drop the call, so it was held back (--on-bad-ncco refuse)'],
    ],
    [
      'replace',
      200,
      '[]',
      'ncco',
      ['said before', FAULT, 'no branch fits', 'NCCO "sorry" took its place (--on-bad-ncco replace)'],
    ],
  ])('with a fault, --on-bad-ncco %s', async (way, status, body, by, problems) => {
    const { reply, origin, ...rest } = await guard(way, [FAULT]);
    expect({ status: reply.status, body: reply.body, by: origin.by, problems: rest.problems }).toEqual({
      status,
      body,
      by,
      problems,
    });
    expect(rest.target).toEqual(BAD.target);
  });

  it('that takes the place of a server’s says which was asked', async () => {
    expect((await guard('replace', [FAULT])).origin).toEqual({
      by: 'ncco',
      name: 'sorry',
      actions: [],
      insteadOf: {
        url: 'http://localhost:8080/answer',
        milliseconds: 3,
        why: 'this NCCO would drop the call',
      },
    });
  });

  it.each<OnBadNcco>(['pass', 'refuse', 'replace'])('without a fault goes out as it is: %s', async (way) => {
    expect(await guard(way, [])).toBe(BAD);
  });
});
