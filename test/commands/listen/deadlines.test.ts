import { expect, it } from 'vitest';
import { makeDesk } from '../../../src/commands/listen/desk.ts';
import { compileNcco } from '../../../src/flow/compiled-ncco.ts';
import { forwardPlan } from '../../../src/flow/forward-plan.ts';
import { type Ncco, nccoBook } from '../../../src/flow/ncco-book.ts';
import type { Notice } from '../../../src/flow/notice.ts';
import { receive } from '../../../src/flow/receive.ts';
import { terminal } from '../../../src/sinks/terminal.ts';
import { defaultSettings } from '../../../src/vonage/application.ts';
import type { SlotId } from '../../../src/vonage/slots.ts';
import { fakeOutput } from '../../support/fake-output.ts';
import { answerFields, START, status } from '../../support/ivr-call.ts';
import { webhookRequest } from '../../support/requests.ts';
import { steppedClock } from '../../support/stepped-clock.ts';

// What is said of a server that takes its time: at each reply, and when the call has ended.

interface Case {
  /** Milliseconds that the answer takes. */
  readonly answer: number;
  /** Milliseconds that the last event takes. */
  readonly event?: number;
  /** Milliseconds that Vonage waits, where the application says so itself. */
  readonly limit?: number;
  /** Milliseconds through the tunnel, there and back. */
  readonly tunnel?: number;
  /** An NCCO of the config answers for a server that does not in time. */
  readonly hasNet?: boolean;
}

const CASES: readonly (readonly [name: string, given: Case])[] = [
  ['quick replies: nothing to say', { answer: 96, event: 40 }],
  ['just below a fifth of the time', { answer: 999 }],
  ['a caller who hears nothing for a second', { answer: 1000 }],
  ['just below 60 %', { answer: 2999 }],
  ['60 %', { answer: 3000 }],
  ['nearly too late', { answer: 4990 }],
  ['too late', { answer: 5000 }],
  ['the application has Vonage wait shorter', { answer: 1500, limit: 2000 }],
  ['the way through the tunnel counts', { answer: 2700, tunnel: 400 }],
  ['of two replies the one that is nearer to its own limit', { answer: 2500, event: 4000 }],
  ['an event that is slow', { answer: 100, event: 6500 }],
  ['a server that the safety net answers for', { answer: 7000, hasNet: true }],
];

const SERVER = 'http://localhost:8080';
const COMPLETED = { direction: 'inbound', duration: '61', price: '0.0073', disconnected_by: 'user' };

const safetyNet = async (): Promise<Ncco> => {
  const made = await compileNcco([{ action: 'talk', text: 'Sorry' }], new Set());
  if (!made.ok) throw new Error('the sample compiles');
  return { kind: 'actions', label: 'sorry', ncco: made.ncco };
};

const shown = async ({ answer, event = 0, limit, tunnel = 0, hasNet = false }: Case): Promise<string> => {
  const clock = steppedClock();
  const output = fakeOutput({ columns: 80 });
  const sink = terminal(output, { verbose: false, expandRtc: false });
  const takes: Readonly<Record<string, number>> = {
    '/webhooks/voice/answer': answer,
    '/webhooks/voice/event': event,
  };
  const desk = makeDesk({
    book: nccoBook({
      nccos: new Map(),
      answer: undefined,
      safetyNet: hasNet ? await safetyNet() : undefined,
    }),
    signature: { secret: undefined, apiKey: undefined, applicationId: undefined, required: false },
    servers: {
      plan: forwardPlan([{ for: 'all', url: SERVER }])!,
      slots: ['voice.answer', 'voice.event'],
    },
    forward: {
      rewritesUrls: false,
      ask: async (server, { path }) => {
        const milliseconds = takes[path] ?? 0;
        await clock.sleep(milliseconds);
        const isAnswer = path === '/webhooks/voice/answer';
        return {
          url: `${server}${path}`,
          milliseconds,
          reply: isAnswer
            ? { status: 200, headers: {}, body: '[{"action":"talk","text":"Hello"}]' }
            : { status: 204, headers: {}, body: '' },
        };
      },
    },
    forwardPaths: [],
    sockets: new Map(),
    inspectNcco: () => ({ fatal: [], others: [] }),
    onBadNcco: 'pass',
    platformTells: false,
    clock,
    record: () => {},
    note: (notice: Notice) => sink.note(notice),
    keep: () => {},
  });
  desk.reachableAt('https://green-fox.example');
  desk.tunnelTakes(tunnel);
  if (limit !== undefined) {
    const slot: SlotId = 'voice.answer';
    desk.slotsAt(new Map(), new Map([[slot, { ...defaultSettings(slot), socketTimeout: limit }]]));
  }
  const hear = async (path: string, more: Parameters<typeof webhookRequest>[0]): Promise<void> => {
    const reply = receive(webhookRequest({ id: 1, receivedAt: START, path, ...more }), desk);
    await clock.pass(takes[path] ?? 0);
    await reply;
  };
  const query = new URLSearchParams(answerFields as Record<string, string>).toString();
  await hear('/webhooks/voice/answer', { query });
  await hear('/webhooks/voice/event', { body: status(0, 'completed', answerFields, COMPLETED) });
  return output.text();
};

it('marks replies that come near to their deadline, and names the slowest in the end', async () => {
  let text = '';
  for (const [name, given] of CASES) text += `# ${name}\n${await shown(given)}\n`;
  await expect(text).toMatchFileSnapshot('../../cases/forward/deadlines.txt');
});
