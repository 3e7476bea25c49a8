import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerDesk, Answered, Forwarded, Question } from '../../src/flow/answer.ts';
import { askServer } from '../../src/flow/ask-server.ts';
import { contentOf } from '../../src/flow/classify.ts';
import type { Served } from '../../src/flow/ncco-book.ts';
import { newPassing } from '../../src/flow/passing.ts';
import type { SlotSettings } from '../../src/vonage/application.ts';
import { webhookRequest } from '../support/requests.ts';
import { type SteppedClock, steppedClock } from '../support/stepped-clock.ts';

const SORRY: Served = {
  name: 'sorry',
  text: '[{"action":"talk","text":"Sorry"}]',
  actions: ['talk'],
  problems: [],
};
const APOLOGY: Served = { ...SORRY, name: 'last-resort' };
const HELLO = '[{"action":"talk","text":"Hello"}]';

interface Case {
  /** Milliseconds; Infinity: never. */
  readonly serverTakes: number;
  readonly status?: number;
  readonly body?: string;
  readonly failure?: string;
  /** Milliseconds that a function of the config takes for the net; undefined: it is a list of actions. */
  readonly netTakes?: number;
  readonly hasNet?: boolean;
  readonly limit?: number;
  readonly tunnel?: number;
  /** Milliseconds that had gone by since the arrival. */
  readonly late?: number;
}

interface Came {
  readonly answered: Answered;
  /** Milliseconds from the arrival. */
  readonly after: number;
  readonly lateReplies: readonly string[];
}

const after = async <T>(clock: SteppedClock, milliseconds: number, value: T): Promise<T> => {
  if (milliseconds === Number.POSITIVE_INFINITY) return new Promise(() => undefined);
  await clock.sleep(milliseconds);
  return value;
};

/** An answer webhook on its way to a server, on a clock that goes on by itself until there is an answer. */
const answered = async (given: Case): Promise<Came> => {
  const clock = steppedClock();
  await clock.pass(1000);
  const startedAt = clock.monotonic();
  const { limit = 5000, tunnel = 0, late = 0, hasNet = true } = given;
  const lateReplies: string[] = [];
  const desk = {
    book: {
      hasSafetyNet: hasNet,
      apology: APOLOGY,
      safetyNet: () => (given.netTakes === undefined ? SORRY : after(clock, given.netTakes, SORRY)),
    },
    addresses: { urls: {}, wss: {} },
    publicUrl: 'https://green-fox.example',
    passing: newPassing([]),
    inspectNcco: () => ({ fatal: [], others: [] }),
    onBadNcco: 'pass',
    rewrites: undefined,
    settingsOf: (): SlotSettings => ({ method: 'GET', connectTimeout: 1000, socketTimeout: limit }),
    tunnelMilliseconds: () => tunnel,
    monotonic: () => clock.monotonic(),
    sleep: (milliseconds: number, signal: AbortSignal) => clock.sleep(milliseconds, signal),
    late: (_question: Question, { reply, milliseconds }: Forwarded) =>
      lateReplies.push(`${reply.status} after ${milliseconds} ms`),
    // Nothing else of a desk is asked.
  } as unknown as AnswerDesk;
  const request = webhookRequest({ path: '/answer', query: 'to=1&uuid=u&conversation_uuid=CON-1&from=2' });
  await clock.pass(late);
  const ask = (): Promise<Forwarded> =>
    after(clock, given.serverTakes, {
      url: 'http://localhost:8080/answer',
      milliseconds: given.serverTakes,
      reply: { status: given.status ?? 200, headers: {}, body: given.body ?? HELLO },
      ...(given.failure !== undefined && { failure: given.failure }),
    });
  const question: Question = {
    request,
    content: contentOf(request),
    target: { at: 'slot', slot: 'voice.answer' },
    standing: { state: 'unsigned' },
    startedAt,
  };
  let came: { answered: Answered; after: number } | undefined;
  void askServer('http://localhost:8080/app/', ask, question, desk).then((one) => {
    came = { answered: one, after: clock.monotonic() - startedAt };
  });
  for (let steps = 0; !came && steps < 60; steps += 1) await clock.pass(250);
  await clock.pass(20_000);
  if (!came) throw new Error('no answer came');
  return { ...came, lateReplies };
};

const DOWN = 'your server at http://localhost:8080 is down: nothing listens there';

describe('the safety net', () => {
  it.each<[name: string, given: Case, by: string, after: number, late: readonly string[]]>([
    ['a server that answers', { serverTakes: 300 }, 'forward', 300, []],
    ['a server that is just in time', { serverTakes: 3999 }, 'forward', 3999, []],
    ['a server that is too slow', { serverTakes: 7000 }, 'ncco sorry', 4000, ['200 after 7000 ms']],
    ['a server that never answers', { serverTakes: Number.POSITIVE_INFINITY }, 'ncco sorry', 4000, []],
    [
      'the time of the tunnel is not the server’s',
      { serverTakes: 7000, tunnel: 400 },
      'ncco sorry',
      3600,
      ['200 after 7000 ms'],
    ],
    [
      'the application’s own time-out',
      { serverTakes: 7000, limit: 1000 },
      'ncco sorry',
      800,
      ['200 after 7000 ms'],
    ],
    [
      'a tunnel that takes all there is',
      { serverTakes: 7000, limit: 1000, tunnel: 900 },
      'ncco sorry',
      0,
      ['200 after 7000 ms'],
    ],
    ['a server that is down', { serverTakes: 5, status: 503, failure: DOWN }, 'ncco sorry', 5, []],
    ['429', { serverTakes: 5, status: 429 }, 'ncco sorry', 5, []],
    [
      'a net that a function makes in time',
      { serverTakes: 7000, netTakes: 900 },
      'ncco sorry',
      4000,
      ['200 after 7000 ms'],
    ],
    [
      'a function that takes too long',
      { serverTakes: 7000, netTakes: 1500 },
      'ncco last-resort',
      4000,
      ['200 after 7000 ms'],
    ],
    [
      'no net: the failure goes back',
      { serverTakes: 5, status: 503, failure: DOWN, hasNet: false },
      'forward',
      5,
      [],
    ],
    ['no net: 429 goes back', { serverTakes: 5, status: 429, hasNet: false }, 'forward', 5, []],
    ['no net: late goes back', { serverTakes: 7000, hasNet: false }, 'forward', 7000, []],
  ])('%s', async (_name, given, by, expectedAfter, late) => {
    const came = await answered(given);
    const { origin } = came.answered;
    expect([origin.by === 'ncco' ? `ncco ${origin.name}` : origin.by, came.after, came.lateReplies]).toEqual([
      by,
      expectedAfter,
      late,
    ]);
  });

  it('says what it answered for', async () => {
    const { problems, origin } = (await answered({ serverTakes: 7000, tunnel: 400 })).answered;
    expect(problems).toEqual([
      'your server had not answered after 3.6 s, and Vonage waits 5 s for voice.answer',
      'NCCO "sorry" answered in its place (safetyNet)',
    ]);
    expect(origin).toMatchObject({
      insteadOf: {
        url: 'http://localhost:8080/app/answer?to=1&uuid=u&conversation_uuid=CON-1&from=2',
        milliseconds: 3600,
        why: problems[0],
        isLate: true,
      },
    });
  });

  it('law: no reply is later than promised', async () => {
    const milliseconds = (max: number) => fc.integer({ min: 0, max });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          serverTakes: fc.oneof(milliseconds(12_000), fc.constant(Number.POSITIVE_INFINITY)),
          status: fc.constantFrom(200, 204, 302, 404, 429, 500, 503),
          limit: fc.integer({ min: 1000, max: 5000 }),
          tunnel: milliseconds(1500),
          late: milliseconds(200),
          netTakes: fc.option(milliseconds(6000), { nil: undefined }),
        }),
        async (given) => {
          const { answered: one, after: took } = await answered(given as Case);
          const promised = Math.max(0, given.limit * 0.8 - given.tunnel);
          // What had gone by before it was asked is gone.
          expect(took).toBeLessThanOrEqual(Math.max(promised, given.late));
          // And a good reply in time is not taken away.
          const inTime = given.late + given.serverTakes < promised;
          if (inTime && given.status < 300) expect(one.origin.by).toBe('forward');
        },
      ),
      { numRuns: 60 },
    );
  });
});
